import os

import yaml

from .common import *

if os.path.exists("/etc/shop.yml"):
    vars().update(yaml.safe_load(open("/etc/shop.yml")))
