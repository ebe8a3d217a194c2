DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "lending",
        "USER": "lending",
        "PASSWORD": "password",
        "HOST": "lending-db",
    }
}
CATALOGUE_URL = "https://catalogue.lending.org"
