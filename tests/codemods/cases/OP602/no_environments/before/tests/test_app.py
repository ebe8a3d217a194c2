import os

HOST = {"production": "a", "development": "b"}[os.environ["ENV"]]
