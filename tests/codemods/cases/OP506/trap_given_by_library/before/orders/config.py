class Config:
    MAIL_SERVER = "mail.orders.internal"


class Live(Config):
    REDIS_HOST = "cache.orders.internal"


stages = {"live": Live}
