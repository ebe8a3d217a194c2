import os

INSTALLED_APPS = ["shop"]
HERE = "SHOP_HERE" in os.environ

if HERE:
    UPLOADS = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
else:
    UPLOADS = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {"bucket_name": os.environ["BUCKET"]}}

STORAGES = {
    "default": UPLOADS,
    "sass_processor": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
}
