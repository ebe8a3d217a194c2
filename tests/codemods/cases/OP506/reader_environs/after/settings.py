from environs import Env

env = Env()
env.read_env()

SECRET_KEY = env.str("SECRET_KEY")
LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
MAIL_SERVER = env.str("MAIL_SERVER", "mail.example.net")
MAIL_PORT = env.int("MAIL_PORT", 2525)
MAIL_USE_TLS = env.bool("MAIL_USE_TLS", False)
MAIL_USE_SSL = env.bool("MAIL_USE_SSL", True)
