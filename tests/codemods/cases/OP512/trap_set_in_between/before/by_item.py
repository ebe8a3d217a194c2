import os


def prepare():
    os.environ["SECOND_KEY"] = "x"


FIRST_KEY = os.environ["FIRST_KEY"]
os.environ["SECOND_KEY"] = FIRST_KEY
SECOND_KEY = os.environ["SECOND_KEY"]
