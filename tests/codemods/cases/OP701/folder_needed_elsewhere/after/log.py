import logging
import os
import sys

os.makedirs("var", exist_ok=True)
handler = logging.StreamHandler(sys.stdout)
logging.getLogger("shop").addHandler(handler)
