import logging
import sys

logging.getLogger("orders").addHandler(logging.FileHandler("orders.log"))
quiet = logging.getLogger("quiet")
quiet.propagate = False
quiet.addHandler(logging.StreamHandler(sys.stdout))
