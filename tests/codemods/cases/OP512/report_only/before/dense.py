import os

MAIL = 1; MAIL_KEY = os.environ["MAIL_KEY"]
MAIL_URL = os.environ["MAIL_URL"]
