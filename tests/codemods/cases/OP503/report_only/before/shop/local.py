SECRET_KEY = "keep-calm"
STATIC = "static"

try:
    from .local_settings import *
except ImportError:
    pass
