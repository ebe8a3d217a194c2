import os

import core
from core import ENV as stage

core.start(stage)

BUCKET = os.environ.get("BUCKET", "shop-dev")

QUEUE = os.environ.get("QUEUE", "orders-dev")
