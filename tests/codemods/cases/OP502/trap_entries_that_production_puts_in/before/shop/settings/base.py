INSTALLED_APPS = ["django.contrib.auth", "cacheops", "shop"]

CACHEOPS_REDIS = {
    "host": "localhost",  # the server of this machine
    "port": 6379,
    "db": 1,
}

AUTH_PASSWORD_VALIDATORS = []
