# case: trap_only_shown
# file: labels.py
import logging
import os

import dramatiq
import structlog
from aiohttp import web

ENVIRONMENT = os.environ.get("ENVIRONMENT", "development")
logging.basicConfig(format=f"%(asctime)s [{ENVIRONMENT}] %(message)s")
app = web.Application(logger=logging.getLogger(f"shop.{ENVIRONMENT}"))
other = web.Application(middlewares=[], debug=ENVIRONMENT)
structlog.get_config(ENVIRONMENT)


def tags():
    return {"environment": ENVIRONMENT, "table": f"events_{ENVIRONMENT}"}
