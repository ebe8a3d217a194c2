import os

SMTP_HOST = os.environ.get("SMTP_HOST", "relay")
API_HOST = os.environ.get("MAIL_API_HOST", "api")
