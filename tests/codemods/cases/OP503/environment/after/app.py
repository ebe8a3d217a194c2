import os

os.environ["FLASK_APP"] = "shop"

from shop import app
