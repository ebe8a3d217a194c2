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

# case: trap_stands_behind_a_setting
# file: reporting.py
import os

import sentry_sdk


def report(app):
    sentry_sdk.init(
        dsn=app.config["SENTRY_DSN"],
        environment=app.config.get("SENTRY_ENVIRONMENT", os.getenv("ENVIRONMENT", "production")),
    )
