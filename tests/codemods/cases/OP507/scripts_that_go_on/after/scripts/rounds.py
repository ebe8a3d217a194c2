#!/usr/bin/env python
import os
import time

import requests


class Rounds:
    running = True

    def run(self):
        while self.running:
            requests.get(
                os.environ.get("BILLS_URL", "http://bills.internal:9400") + "/due",
                timeout=5,
            )
            time.sleep(60)


if __name__ == "__main__":
    Rounds().run()
