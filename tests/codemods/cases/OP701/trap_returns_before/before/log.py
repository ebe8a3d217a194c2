import logging
import os
import sys

logger = logging.getLogger("shop")


def set_up(config):
    log_dir = config.get("LOG_DIR")
    if log_dir is None or log_dir == "-":
        return
    logger.addHandler(logging.FileHandler(os.path.join(log_dir, "shop.log")))


def set_up_by_environment():
    if not os.environ.get("LOG_FILES"):
        logger.addHandler(logging.NullHandler())
        return
    logger.addHandler(logging.FileHandler("shop.log"))


def set_up_by_option(options):
    if options.stdout:
        return
    handler = logging.FileHandler("shop.log")
    logger.addHandler(handler)


set_up_by_option(sys.argv)
