from desk.common import *

SECRET_KEY = "nothing"
