import logging
import os
from logging.handlers import RotatingFileHandler

logger = logging.getLogger("shop")
formatter = logging.Formatter("%(asctime)s %(levelname)s %(message)s")

os.makedirs("logs", exist_ok=True)
file_handler = RotatingFileHandler("logs/app.log", maxBytes=1_000_000, backupCount=3)
file_handler.setFormatter(formatter)
logger.addHandler(file_handler)
