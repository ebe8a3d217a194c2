LOG_NAME = "shop.log"
