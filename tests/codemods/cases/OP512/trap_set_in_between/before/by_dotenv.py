import os

from dotenv import load_dotenv

FIRST_KEY = os.environ["FIRST_KEY"]
load_dotenv("second.env")
SECOND_KEY = os.environ["SECOND_KEY"]
