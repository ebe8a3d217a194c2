import sys

from loguru import logger

logger.remove()
logger.add(sys.stdout)
logger.add("app.log", rotation="1 day", level="DEBUG")
