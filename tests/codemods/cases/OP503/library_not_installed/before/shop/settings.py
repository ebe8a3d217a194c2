INSTALLED_APPS = ["django.contrib.auth", "shop"]

OPBEAT = {
    "APP_ID": "shop",
    "SECRET_TOKEN": "m7-lantern",
}
