def safe(name):
    return name.replace("/", "_")
