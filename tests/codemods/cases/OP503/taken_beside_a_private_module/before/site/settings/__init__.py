from .settings_dev import *

try:
    from .private import *
except ImportError:
    pass
