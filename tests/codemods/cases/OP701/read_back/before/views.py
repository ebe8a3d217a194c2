from log import LOG_FILE


def show():
    with open(LOG_FILE) as file:
        return file.read()
