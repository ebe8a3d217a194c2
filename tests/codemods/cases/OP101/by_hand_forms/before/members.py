FOLDER = "members/"


class Members:
    def __init__(self, shop):
        self.shop = shop

    def add(self, name, photo):
        self.path = FOLDER + self.shop + "/" + name + ".jpg"
        photo.save(self.path)


class Album:
    def __init__(self, shop):
        self.shop = shop

    def add(self, name, photo):
        photo.save("album/" + self.shop + "/" + name + ".jpg")
        photo.close()
