from .common import *

SECRET_KEY = "nothing"
