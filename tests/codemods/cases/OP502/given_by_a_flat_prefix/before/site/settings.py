import os

CATALOGUE_URL = "https://catalogue.lending.org"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "lending",
        "USER": "lending",
        "HOST": "lending-db",
    }
}

for key, value in os.environ.items():
    if key.startswith("SITE_"):
        globals()[key[5:]] = value
