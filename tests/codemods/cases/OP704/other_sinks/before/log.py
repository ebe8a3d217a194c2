import sys

from loguru import logger

logger.add(sys.stderr, format="{message}")
logger.add(lambda message: print(message))
names = set()
names.add("app.log")
