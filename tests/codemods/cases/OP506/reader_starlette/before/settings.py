from starlette.config import Config

config = Config(".env")

SECRET_KEY = config("SECRET_KEY")
MAIL_SERVER = "mail.example.net"
MAIL_PORT = 2525
MAIL_USE_TLS = True
