class Tracker:
    def __init__(self):
        self.names = []

    def seen(self, name):
        self.names.append(name)


tracker = Tracker()
