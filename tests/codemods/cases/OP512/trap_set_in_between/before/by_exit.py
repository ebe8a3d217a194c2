import os
import sys

FIRST_KEY = os.environ["FIRST_KEY"]
if FIRST_KEY == "none":
    sys.exit(0)
SECOND_KEY = os.environ["SECOND_KEY"]
