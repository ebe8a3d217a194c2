import logging

FAIR_HOST = "fair.internal"
if FAIR_HOST:
    LEVEL = logging.DEBUG
else:
    LEVEL = logging.INFO
