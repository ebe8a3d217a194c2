import uuid


def turned(data, folder):
    paths = []
    for angle in (90, 180):
        name = f"{uuid.uuid4().hex}-{angle}.png"
        with open(folder + name, "wb") as scan:
            scan.write(data)
        paths.append(folder + name)
    return paths
