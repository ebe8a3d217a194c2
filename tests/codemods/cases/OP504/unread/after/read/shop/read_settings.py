import os

PAGE_SIZE = 20
READ_TOKEN = os.environ["READ_TOKEN"]
