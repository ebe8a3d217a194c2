import logging

logging.getLogger("orders").addHandler(logging.FileHandler("orders.log"))
quiet = logging.getLogger("quiet")
quiet.propagate = False
quiet.addHandler(logging.FileHandler("quiet.log"))
