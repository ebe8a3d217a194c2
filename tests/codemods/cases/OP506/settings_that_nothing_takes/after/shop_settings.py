import logging
import os

STOCK_HOST = os.environ.get("STOCK_HOST", "stock.internal")
LEVEL = logging.INFO
