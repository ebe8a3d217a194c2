import os

DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "shop", "HOST": os.environ["DB_HOST"]}}
ROOT_URLCONF = "shop.urls"
INSTALLED_APPS = ["shop"]
