class Page:
    def __init__(self, theme):
        self.theme = theme

    def run(self, data):
        return data


FORMATS = {"page": Page}
