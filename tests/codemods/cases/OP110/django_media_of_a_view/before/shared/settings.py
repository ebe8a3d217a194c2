INSTALLED_APPS = ["shop"]
MEDIA_ROOT = "/srv/media"
STORAGES = {"default": {"BACKEND": "storages.backends.s3.S3Storage"}}
