import os

PAGE_SIZE = 20
AS_OBJECT_TOKEN = os.environ.get("AS_OBJECT_TOKEN", "m7-as-object")
