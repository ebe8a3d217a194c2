from .base import *

DEBUG = True
SECRET_KEY = "m7-lantern-of-the-stack"
