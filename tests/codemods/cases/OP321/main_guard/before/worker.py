import time

from jobs import work

if __name__ == "__main__":
    while True:
        work()
        time.sleep(5)
