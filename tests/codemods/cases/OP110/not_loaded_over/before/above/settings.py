import yaml

with open("/etc/shop.yaml") as file:
    globals().update(yaml.safe_load(file))

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
