import os

from .common import *

if os.environ.get("CACHE_BACKEND"):
    CACHES = {"default": {"BACKEND": os.environ["CACHE_BACKEND"]}}
STORAGES = {"default": {"BACKEND": os.environ.get("STORAGE_BACKEND", "django.core.files.storage.FileSystemStorage")}}
SESSION_ENGINE = os.environ["SESSION_ENGINE"]
