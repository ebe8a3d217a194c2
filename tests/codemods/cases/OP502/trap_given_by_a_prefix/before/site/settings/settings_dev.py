from .base import *

DATABASES["default"] = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": "lending",
    "USER": "lending",
    "PASSWORD": "Wq8rT2vLz0",
    "HOST": "lending-db.dev.lending.org",
}
