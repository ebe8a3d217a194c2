import time

from warehouse.stock import refill

while True:
    refill()
    time.sleep(60)
