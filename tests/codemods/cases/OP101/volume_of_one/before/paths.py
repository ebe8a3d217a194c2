from pathlib import Path


class RequestDir(type(Path())):
    def __new__(cls, number, root):
        self = super().__new__(cls, root, str(number))
        self.archive = Path(root, f"{number}.tar.gz")
        return self
