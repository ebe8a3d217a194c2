import os

os.environ.setdefault("SECRET_KEY", "larch-42")
os.environ.setdefault("FLASK_APP", "shop")

from shop import app
