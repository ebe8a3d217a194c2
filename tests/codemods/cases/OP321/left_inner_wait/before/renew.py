import time

from shop import partner, renew

while True:
    while True:
        try:
            partner.ping()
            break
        except OSError:
            time.sleep(15)
    renew()
    time.sleep(86400)
