import os

FIRST_KEY = os.environ["FIRST_KEY"]
os.environ.setdefault("SECOND_KEY", FIRST_KEY)
SECOND_KEY = os.environ["SECOND_KEY"]
