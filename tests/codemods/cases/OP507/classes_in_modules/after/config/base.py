import os


class Config:
    SHOP_URL = "http://shop:3000"
    STOCK_URL = os.environ.get("STOCK_URL", "http://stock:3000")
