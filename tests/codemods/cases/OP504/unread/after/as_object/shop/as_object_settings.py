import os

PAGE_SIZE = 20
AS_OBJECT_TOKEN = os.environ["AS_OBJECT_TOKEN"]
