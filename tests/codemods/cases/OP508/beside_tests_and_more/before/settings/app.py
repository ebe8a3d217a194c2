import os

URL = os.environ.get("URL", "postgresql://postgres:qW3rty@localhost/shop")
