import logging

logging.getLogger("shop").addHandler(logging.FileHandler("shop.log"))
