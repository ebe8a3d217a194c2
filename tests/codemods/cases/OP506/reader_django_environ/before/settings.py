import environ

env = environ.Env(DEBUG=(bool, False))

DEBUG = env("DEBUG")
SECRET_KEY = env("SECRET_KEY")
EMAIL_HOST = "mail.example.net"
EMAIL_PORT = 2525
EMAIL_USE_TLS = True
