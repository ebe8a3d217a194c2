import sys

from loguru import logger


class Logging:
    def to_console(self, logger):
        logger.add(sys.stdout)

    def to_file(self):
        logger.add("shop.log", rotation="1 MB")
