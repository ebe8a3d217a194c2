import os

INSTALLED_APPS = ["shop"]
if os.environ.get("SHOP_STAGE", "dev") == "live":
    from .live import *
else:
    from .dev_settings import *
