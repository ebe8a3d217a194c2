import os

from .base import *

DEBUG = True
DB_PASSWORD = os.environ.get("DB_PASSWORD", "m7-lantern-of-the-stack")
