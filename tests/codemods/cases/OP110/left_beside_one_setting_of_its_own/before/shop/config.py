import os


class Config:
    PAGE = 20
    SECRET_KEY = os.environ["SECRET_KEY"]
