import os

DEBUG = os.environ.get("DEBUG", "0")
SECRET_KEY = os.environ["SECRET_KEY"]
API_KEY = os.environ.get("API_KEY", "")
TOKEN = os.environ.get("API_TOKEN", None)
PASSWORD_FILE = os.environ.get("DB_PASSWORD_FILE", "/run/secrets/db-password")
TOKEN_URL = os.environ.get("TOKEN_URL", "https://auth.example.org/token")
DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql://localhost/shop")
RABBITMQ_PASSWORD = os.environ.get("RABBITMQ_DEFAULT_PASS") or "guest"


def application(environ, start_response):
    return environ.get("HTTP_X_TOKEN", "anonymous")


class TestConfig:
    SECRET_KEY = os.environ.get("SECRET_KEY", "test")


class DevelopmentConfig:
    SECRET_KEY = os.environ.get("SECRET_KEY", "dev")
