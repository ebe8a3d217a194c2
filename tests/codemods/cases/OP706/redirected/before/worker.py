import time

while True:
    print("at work")
    time.sleep(5)
