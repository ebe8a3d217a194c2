import os

FIRST_KEY = os.environ["FIRST_KEY"]
from by_item import prepare
SECOND_KEY = os.environ["SECOND_KEY"]
