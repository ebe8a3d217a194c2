DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "127.0.0.1",
        "PORT": 5432,
        "NAME": "shop",
        "USER": "shop",
        "PASSWORD": "Nk3-shop-77",
    }
}
