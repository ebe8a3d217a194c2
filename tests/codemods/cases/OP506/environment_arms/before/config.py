import os

env = os.getenv("SHOP_ENV", "dev")
MAIL_SERVER = "smtp.example.com" if env == "prod" else "localhost"

match env:
    case "prod":
        REDIS_HOST = "redis.example.com"
    case "dev":
        REDIS_HOST = "localhost"

if env == "dev":
    MAIL_PORT = 1025
elif env == "staging":
    MAIL_PORT = 25
