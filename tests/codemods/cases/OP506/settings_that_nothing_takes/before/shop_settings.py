import logging

STOCK_HOST = "stock.internal"
LEVEL = logging.INFO
