import copy
import logging.config
import os

from .conf import LOGGING

chosen = copy.deepcopy(LOGGING)
chosen["handlers"]["file"]["filename"] = os.environ["SHOP_LOG"]
logging.config.dictConfig(chosen)
