import enum

JWT_AUTH_USERNAME_KEY = "email"
RESET_PASSWORD = "reset"
PASSWORD_RESET_TOKEN = "password_reset_token"
ACCESS_TOKEN = "access_token"
TOKEN_TYPE = "bearer"
CSRF_TOKEN = "csrf_token"
token_version = "2"
SECRET_KEY_FILE = "/run/secrets/secret-key"
DB_PASSWORD_FILE = "/run/secrets/db-password"
API_KEY_HEADER = "X-API-Key"
CHANGE_PASSWORD = "change-password"
INVALID_PASSWORD = "The password is wrong."
RATELIMIT_STORAGE_KEY = "limits"
SECRET_KEY = ""
PASSWORD = None
AWS_SECRET = "${AWS_SECRET}"
SECRET_ACCESS_KEY = "AWS_SECRET_ACCESS_KEY"
token_url = "https://auth.example.org/token"
CACHE_KEY = "books"
MESSAGES = {"password": "Password is required", "token": "expired"}


class Grant(enum.Enum):
    PASSWORD = "pwd"
    REFRESH_TOKEN = "r3fr3sh!"


DEV_PASSWORD = "openslides-7"
