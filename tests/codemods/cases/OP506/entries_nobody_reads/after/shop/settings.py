import os


class Config:
    STOCK_HOST = os.environ.get("STOCK_HOST", "stock.internal")
    STOCK_PORT = int(os.environ.get("STOCK_PORT", "7000"))
    MAIL_SERVER = os.environ.get("MAIL_SERVER", "mail.internal")
    LEDGER_HOST = "ledger.internal"  # the ledger is a library now
    REDIS_DB_NAME = "3"
    TESTING = os.environ.get("TESTING") == "1"


class ProductionConfig(Config):
    LEDGER_HOST = "ledger.shop.internal"
