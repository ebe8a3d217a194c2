from .base import *

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "USER": "shop",
        "HOST": "db.example.org",
        "PASSWORD": "Xk2wTvh7qB",
    }
}
