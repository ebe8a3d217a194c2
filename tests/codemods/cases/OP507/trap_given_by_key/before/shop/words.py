import os
from collections import ChainMap

NEIGHBOURS = {"ORDERS_URL": "http://orders:8080", "PRICES_URL": "http://prices:8080"}
OVERLAID = ChainMap(os.environ, NEIGHBOURS)
BESIDE = {"STOCK_URL": "http://stock:8080"}
MERGED = {**BESIDE, **os.environ}
