import time

import psutil


if __name__ == "__main__":
    while True:
        print(time.strftime("%H:%M"), psutil.cpu_percent(), "%")
        time.sleep(1)
