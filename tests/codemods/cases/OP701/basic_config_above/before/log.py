import logging

logging.basicConfig(level=logging.INFO)

logger = logging.getLogger(__name__)
logger.addHandler(logging.FileHandler("module.log"))


def work():
    logger.info("working")
