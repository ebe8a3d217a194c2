import logging

logger = logging.getLogger("shop")

# create a file handler
handler = logging.FileHandler("shop.log")
# the level of all that the shop says: "log" it all
handler.setLevel(logging.INFO)
logger.addHandler(handler)
