import time


def main():
    while True:
        command = input("Enter command: ")
        time.sleep(1)
        print(command)


def poll():
    if input("Go on? ") == "y":
        while True:
            print("polling")
            time.sleep(1)


if __name__ == "__main__":
    main()
    poll()
    ask = vars(__builtins__).get("raw_input", input)
    while True:
        command = ask("Enter command: ")
        read_input = input if command else ask
        if read_input("more? ").startswith("poll"):
            while True:
                print(command)
                time.sleep(2)
