SECRET_KEY = "x7Gh2kQpL9bV3nM8"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "USER": "shop",
        "PASSWORD": "q9Rt4wZ7",
        "HOST": "db.internal",
    }
}
ROOT_URLCONF = "shop.urls"
INSTALLED_APPS = ["shop"]
