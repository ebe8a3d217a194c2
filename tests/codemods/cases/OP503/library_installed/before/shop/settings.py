INSTALLED_APPS = ["django.contrib.auth", "opbeat.contrib.django", "shop"]

OPBEAT = {
    "APP_ID": "shop",
    "SECRET_TOKEN": "m7-lantern",
}
