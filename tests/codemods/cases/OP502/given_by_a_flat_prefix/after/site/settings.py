import os

CATALOGUE_URL = "https://catalogue.lending.org"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("DB_NAME", "lending"),
        "USER": os.environ.get("DB_USER", "lending"),
        "HOST": os.environ.get("DB_HOST", "lending-db"),
    }
}

for key, value in os.environ.items():
    if key.startswith("SITE_"):
        globals()[key[5:]] = value
