from config.default import *

TESTING = True
SECRET_KEY = "test"
