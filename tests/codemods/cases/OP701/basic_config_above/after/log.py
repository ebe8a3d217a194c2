import logging

logging.basicConfig(level=logging.INFO)

logger = logging.getLogger(__name__)


def work():
    logger.info("working")
