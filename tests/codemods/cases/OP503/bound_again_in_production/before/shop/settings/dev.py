from .base import *

MAIL_PASSWORD = ""
