class Cleaner:
    def __init__(self):
        self.parts = []

    def clean(self, text):
        self.parts.append(text.strip())
        return "".join(self.parts)


if __name__ == "__main__":
    with Cleaner() as cleaner:
        print(cleaner.clean(" shop "))
