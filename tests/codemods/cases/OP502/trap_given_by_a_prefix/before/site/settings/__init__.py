try:
    from .private import *
except ImportError:
    from .settings_dev import *

from .loaders.variables import take_variables

take_variables(globals())
