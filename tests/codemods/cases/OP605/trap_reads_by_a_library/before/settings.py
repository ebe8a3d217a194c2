from decouple import config

PAGE_SIZE = config("PAGE_SIZE", default=20, cast=int)
SHOP_NAME = config("SHOP_NAME", default="shop")
