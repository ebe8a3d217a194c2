def save(data):
    with open("var/state.bin", "wb") as file:
        file.write(data)
