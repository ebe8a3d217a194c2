import time


def main():
    while True:
        for item in range(10):
            if item > 5:
                break
        time.sleep(1)


if __name__ == "__main__":
    main()
