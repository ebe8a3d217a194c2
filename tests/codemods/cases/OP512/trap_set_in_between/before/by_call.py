import os

from by_item import prepare

FIRST_KEY = os.environ["FIRST_KEY"]
prepare()
SECOND_KEY = os.environ["SECOND_KEY"]
