import os

PAGE_SIZE = 20
AS_STRING_TOKEN = os.environ["AS_STRING_TOKEN"]
