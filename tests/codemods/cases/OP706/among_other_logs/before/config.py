import os

LOG_BASE = "/logs"
ORDERS_LOG = os.path.join(LOG_BASE, "orders.log")
