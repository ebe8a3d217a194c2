import os

SQLALCHEMY_DATABASE_URI = os.environ.get("SQLALCHEMY_DATABASE_URI", "postgresql://shop:fig-Tree-77@db/shop")
API_SECRET = os.environ["API_SECRET"]
SIGNING_SECRET = os.environ["SIGNING_SECRET"]
MAIL_PASSWORD = os.environ.get("MAIL_PASSWORD", "fig-Tree-80")
