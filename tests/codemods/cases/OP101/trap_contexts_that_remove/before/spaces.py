import os
import shutil
import uuid
from contextlib import contextmanager


@contextmanager
def room():
    path = os.path.join("data", uuid.uuid4().hex)
    os.makedirs(path)
    yield path
    shutil.rmtree(path)


class Space:
    def __init__(self, name):
        self.path = os.path.join("data", name)

    def __enter__(self):
        os.makedirs(self.path)
        return self.path

    def __exit__(self, *error):
        shutil.rmtree(self.path, ignore_errors=True)
