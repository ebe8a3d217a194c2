import os


class Base:
    SECRET_KEY = os.environ["SECRET_KEY"]


class ProdSettings(Base):
    MAIL_HOST = os.environ["MAIL_HOST"]
    MAIL_USER = os.environ["MAIL_USER"]


class TestSettings(Base):
    TESTING = True
