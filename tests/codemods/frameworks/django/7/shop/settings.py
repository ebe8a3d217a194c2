LOGGING = {
    "version": 1,
    "handlers": {"file": {"class": "logging.FileHandler", "filename": "shop.log"}},
    "root": {"handlers": ["file"], "level": "INFO"},
}
ROOT_URLCONF = "shop.urls"
INSTALLED_APPS = ["shop"]
