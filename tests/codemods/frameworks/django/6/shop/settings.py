import os

if os.environ.get("ENV", "dev") == "prod":
    PAGE = 100
else:
    PAGE = 10
ROOT_URLCONF = "shop.urls"
INSTALLED_APPS = ["shop"]
