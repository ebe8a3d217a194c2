import os

SITE_NAME = "Shop"
SQLALCHEMY_DATABASE_URI = os.environ["DATABASE_URL"]
