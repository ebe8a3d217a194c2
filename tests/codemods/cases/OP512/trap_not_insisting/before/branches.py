import os

PRODUCTION = os.environ.get("ENV") == "production"
if PRODUCTION:
    SECRET_KEY = os.environ["SECRET_KEY"]
    API_KEY = os.environ["API_KEY"]
else:
    SECRET_KEY = API_KEY = "none"
MAIL_KEY = os.environ["MAIL_KEY"] if PRODUCTION else ""
MAIL_URL = os.environ.get("MAIL_URL") or os.environ["MAIL_DEFAULT"]
make = lambda: os.environ["LATER"] + os.environ["LATEST"]


def read():
    return os.environ["IN_REQUEST"], os.environ["IN_ANOTHER"]
