import os

SERVERS = {"user": "shop", "password": os.environ["SERVERS_PASSWORD"], "host": "db.internal"}
HOOKS = {"token": os.environ["HOOKS_TOKEN"], "label": "Order"}


class Sftp:
    host: str = "sftp.bank.example"
    password: str = os.environ["SFTP_PASSWORD"]


class Settings:
    password: str = "lamp-post-8"
    token: str = "Zq81mmLp"
