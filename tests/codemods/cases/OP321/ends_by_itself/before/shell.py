def main():
    while True:
        print(eval(input("> ")))


if __name__ == "__main__":
    main()
