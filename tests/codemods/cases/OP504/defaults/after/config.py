from os import environ

SECRET_KEY = environ["SECRET_KEY"]
JWT_SECRET = environ["JWT_SECRET"]
API_TOKEN = environ["API_TOKEN"]
DB_PASSWORD = environ["DB_PASSWORD"]
APP_KEY = environ["SHOP_SECRET"].encode()
DATABASE_URL = environ["DATABASE_URL"]
