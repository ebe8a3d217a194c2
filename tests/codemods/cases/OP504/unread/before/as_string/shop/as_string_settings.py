import os

PAGE_SIZE = 20
AS_STRING_TOKEN = os.environ.get("AS_STRING_TOKEN", "m7-as-string")
