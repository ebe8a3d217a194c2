import logging
import sys

logging.getLogger("mail").addHandler(logging.StreamHandler(sys.stdout))
