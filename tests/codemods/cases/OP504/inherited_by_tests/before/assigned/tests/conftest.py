import os

os.environ["SHOP_REGION"] = "north"
