INSTALLED_APPS = ["shop"]
STORAGES = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
