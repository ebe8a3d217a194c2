import logging

log = logging.getLogger(__name__)


def charge(order_id, total):
    log.info("order %s: %.2f charged", order_id, total)
    log.info("order %r: 100%% paid by %s", order_id, order_id)
