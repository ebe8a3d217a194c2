#!/usr/bin/env python
import time

import requests


class Rounds:
    running = True

    def run(self):
        while self.running:
            requests.get("http://bills.internal:9400/due", timeout=5)
            time.sleep(60)


if __name__ == "__main__":
    Rounds().run()
