import logging

from handlers import DailyHandler

logging.getLogger().addHandler(DailyHandler("shop.log"))
