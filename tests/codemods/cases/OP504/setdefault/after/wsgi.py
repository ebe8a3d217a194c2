import os

os.environ.setdefault("FLASK_APP", "shop")

from shop import app
