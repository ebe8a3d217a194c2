INSTALLED_APPS = ["shop"]
MEDIA_ROOT = "/srv/media"
