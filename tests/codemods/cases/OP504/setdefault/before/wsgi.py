import os

os.environ.setdefault("SECRET_KEY", "dev")
os.environ.setdefault("FLASK_APP", "shop")

from shop import app
