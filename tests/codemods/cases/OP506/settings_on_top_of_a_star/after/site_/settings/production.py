import os

from .base import *

DEBUG = False
EMAIL_HOST = os.environ.get("EMAIL_HOST", "mail.paper.example")
EMAIL_HOST_PASSWORD = os.environ["EMAIL_HOST_PASSWORD"]
