import logging

logger = logging.getLogger(__name__)


def receipt(order_id):
    logger.info("receipt for %s", order_id)
