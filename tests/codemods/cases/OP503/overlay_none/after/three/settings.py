import os

from common import *

SECRET_KEY = os.environ["SECRET_KEY"]
