import time


def main():
    while True:
        command = input("Enter command: ")
        time.sleep(1)
        print(command)


if __name__ == "__main__":
    main()
