class Post:
    def __init__(self, text):
        self.text = text

    def save(self, author):
        self.author = author
