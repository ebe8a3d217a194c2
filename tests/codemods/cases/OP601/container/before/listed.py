import os

DEBUG = os.environ["APP_ENV"] not in (
    # with a debugger
    "production",
    "staging",
)
