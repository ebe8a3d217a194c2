import os


def save(data):
    os.makedirs("var", exist_ok=True)
    with open("var/state.bin", "wb") as file:
        file.write(data)
