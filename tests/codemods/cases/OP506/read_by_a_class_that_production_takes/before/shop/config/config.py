import os


class Config:
    MAIL_SERVER = os.environ.get("MAIL_SERVER")
    MAIL_PORT = 465
