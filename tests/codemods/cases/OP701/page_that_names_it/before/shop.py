import logging

import mail

log = logging.getLogger("shop")
log.addHandler(logging.FileHandler("logs/shop.log"))
log.info("%s is there", mail.__name__)
