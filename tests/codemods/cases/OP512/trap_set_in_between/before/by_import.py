import os

FIRST_KEY = os.environ["FIRST_KEY"]
import by_item
SECOND_KEY = os.environ["SECOND_KEY"]
