import yaml

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {"BACKEND": "django.core.cache.backends.redis.RedisCache"},
}

with open("/etc/shop.yaml") as file:
    given = yaml.safe_load(file)

CACHES["pages"]["LOCATION"] = given["redis"]
CACHES["default"]["TIMEOUT"] = given["timeout"]
