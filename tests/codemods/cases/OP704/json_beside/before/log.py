import sys

from loguru import logger

logger.remove()
logger.add(sys.stdout)
logger.add("shop.json", serialize=True)
