import logging
import sys

handler = logging.StreamHandler(sys.stdout)
handler.setLevel(logging.INFO)
logging.getLogger("shop").addHandler(handler)
