import logging
import sys

logging.getLogger("worker").addHandler(logging.StreamHandler(sys.stdout))
