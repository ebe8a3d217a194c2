import os

FIRST_KEY = os.environ["FIRST_KEY"]
if FIRST_KEY == "none":
    raise RuntimeError("there is no key")
SECOND_KEY = os.environ["SECOND_KEY"]
