import logging

logging.getLogger().addHandler(logging.FileHandler("all.log"))
logging.getLogger("stock").addHandler(logging.FileHandler("stock.log"))
