SECRET_KEY = "k9-Larch-Barn-46"

try:
    from .machine import *
except ImportError:
    pass
