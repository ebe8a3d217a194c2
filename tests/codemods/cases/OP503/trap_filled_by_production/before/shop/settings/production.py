from os import environ

import yaml

from .common import *

with open(environ["SHOP_CONFIG"]) as given:
    vars().update(yaml.safe_load(given))
