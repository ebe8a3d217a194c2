import logging
import sys

logger = logging.getLogger("shop")

handler = logging.StreamHandler(sys.stdout)
# the level of all that the shop says: "log" it all
handler.setLevel(logging.INFO)
logger.addHandler(handler)
