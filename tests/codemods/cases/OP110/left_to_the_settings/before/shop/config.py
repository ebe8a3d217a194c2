import os


class Config:
    def __init__(self):
        self.SECRET_KEY = os.environ["SECRET_KEY"]
        self.DATABASE_URL = os.environ.get("DATABASE_URL")
        self.PAGE = int(os.environ.get("PAGE", 20))


config = {"default": Config()}
