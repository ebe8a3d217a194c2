import logging

log = logging.getLogger(__name__)
log.addHandler(logging.FileHandler("orders.log"))


def run():
    log.info("running")
