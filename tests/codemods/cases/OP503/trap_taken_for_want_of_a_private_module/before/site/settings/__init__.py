try:
    from .private import *
except ImportError:
    from .settings_dev import *
