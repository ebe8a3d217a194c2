import yaml

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

with open("/etc/shop.yaml") as file:
    given = yaml.safe_load(file)

vars().update(given)
