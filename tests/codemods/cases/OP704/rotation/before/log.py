import os

from loguru import logger

LOG_DIR = "logs"
os.makedirs(LOG_DIR, exist_ok=True)

logger.add(
    os.path.join(LOG_DIR, "app_{time}.log"),
    rotation="10 MB",
    retention="10 days",
    level="INFO",
    enqueue=True,
)
