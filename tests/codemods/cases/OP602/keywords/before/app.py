import os

from settings import Development, Production

settings = dict(
    development=Development,
    production=Production,
)[os.environ["APP_ENV"]]
