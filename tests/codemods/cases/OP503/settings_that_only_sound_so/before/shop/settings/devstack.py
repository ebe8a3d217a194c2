from .base import *

DEBUG = False
SECRET_KEY = "m7-lantern-of-the-stack"
