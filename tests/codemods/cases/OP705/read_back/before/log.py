def add(line):
    with open("audit.log", "a") as file:
        file.write(line + "\n")


def show():
    with open("audit.log") as file:
        return file.read()
