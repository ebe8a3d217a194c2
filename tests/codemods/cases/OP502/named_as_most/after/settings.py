import os

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": os.environ.get("DATABASE_HOST"),
        "USER": os.environ.get("DATABASE_USER", "shop"),
        "NAME": os.environ.get("SHOP_DB"),
        "PASSWORD": os.environ.get("DATABASE_PASS"),
    }
}
