SERVERS = {"user": "shop", "password": "Swordfish", "host": "db.internal"}
HOOKS = {"token": "fjord-81-gate", "label": "Order"}


class Sftp:
    host: str = "sftp.bank.example"
    password: str = "lamp-post-7"


class Settings:
    password: str = "lamp-post-8"
    token: str = "Zq81mmLp"
