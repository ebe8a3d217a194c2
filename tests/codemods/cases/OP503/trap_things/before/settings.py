import enum

CAPTCHA_SESSION_KEY = "captcha_image"
CART_SESSION_KEY = "cart:items"
USER_CACHE_KEY = "user"
K8S_CONFIG_SECRET = "shop-config-secret"
VAULT_SECRET = "shop-db-credentials"
DB_CREDENTIALS_SECRET = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:db"
ADMIN_PASSWORD = "$2b$12$KIXQ1vZ8YwYg6jG0m0c9yO0S5xk5pQmY1mGqk1x2Zr6k4b7dJ1w2e"
ROOT_PASSWORD = "pbkdf2:sha256:260000$abcdef12$0123456789abcdef0123456789abcdef"
GUEST_PASSWORD = "{SSHA}Zm9vYmFyYmF6cXV4"
JWT_SECRET_KEY = """-----BEGIN PUBLIC KEY-----
MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAK5
-----END PUBLIC KEY-----"""
RESET_PASSWORD_SALT = "reset password"
TEST_USER_PASSWORD = "Gr33nhouse!"
test_otp_secret = "JHCOGO7VCER3EJ4L"
API_TOKEN = "n0t-in-use-any-more"  # nosec B105
MAIL_PASSWORD = "Sm1th&Sons"  # noqa: S105
FTP_PASSWORD = "Blu3berry!"  # pragma: allowlist secret
SIGNING_KEY = "4f3b2a9c7d1e5f60a8b9"  # gitleaks:allow


class Kind(enum.Enum):
    PASSWORD = "Passw0rd"


def seed(user, key):
    user.password = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub"
    user.token = "1234567890"
    return key

APM = {"SERVICE_NAME": "shop", "SECRET_TOKEN": "123"}
APM_TOKEN = "123"
