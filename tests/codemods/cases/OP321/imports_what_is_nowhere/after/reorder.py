#!/usr/bin/env python
import time

from wholesalers.client import orders

while True:
    print(orders())
    time.sleep(60)
