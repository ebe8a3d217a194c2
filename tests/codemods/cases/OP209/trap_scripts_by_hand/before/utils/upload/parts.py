def cut(name):
    return name.split("/")
