import os

from .common import *

CACHES = {"default": {"BACKEND": os.environ["CACHE_BACKEND"]}}
