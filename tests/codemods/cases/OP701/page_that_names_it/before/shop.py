import logging

log = logging.getLogger("shop")
log.addHandler(logging.FileHandler("logs/shop.log"))
