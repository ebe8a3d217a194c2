import os

SQLALCHEMY_DATABASE_URI = os.environ.get("SQLALCHEMY_DATABASE_URI", "postgresql://shop:fig-Tree-77@db/shop")
API_SECRET = os.environ.get("API_SECRET", "fig-Tree-78")
SIGNING_SECRET = os.environ.get("SIGNING_SECRET", "fig-Tree-79")
MAIL_PASSWORD = os.environ.get("MAIL_PASSWORD", "fig-Tree-80")
