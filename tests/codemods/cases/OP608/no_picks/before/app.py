import os

import sentry_sdk

sentry_sdk.init(environment=os.environ.get("ENVIRONMENT"))
print(os.environ.get("FLASK_ENV", "production"))
VENV = os.environ.get("VIRTUAL_ENV")
CONFIG = {"ENV": os.environ.get("APP_ENV")}


def application(environ, start_response):
    return CONFIG[environ["APP_ENV"]]
