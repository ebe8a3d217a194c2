import os

try:
    from .private import *
except ModuleNotFoundError:
    from .defaults import *

for key, value in os.environ.items():
    if key.startswith("SITE_"):
        globals()[key[len("SITE_") :]] = value
