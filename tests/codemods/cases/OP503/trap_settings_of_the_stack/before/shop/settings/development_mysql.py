from .base import *

DEBUG: bool = True
SECRET_KEY = "m7-lantern-of-the-stack"
