import os


def prepare():
    os.makedirs("var", exist_ok=True)


def save(data):
    with open("var/state.bin", "wb") as file:
        file.write(data)
