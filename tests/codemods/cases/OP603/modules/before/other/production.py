from .plans import *

DEBUG = True
