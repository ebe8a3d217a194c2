def path_of(name):
    return "/".join(["photos", name])


def size_of(name):
    with open(path_of(name), "rb") as file:
        return len(file.read())
