import yaml

STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
    },
}

with open("/etc/shop.yaml") as file:
    given = yaml.safe_load(file)

if given.get("storage"):
    STORAGES["default"]["BACKEND"] = given["storage"]
