import os
import secrets
import warnings

SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    SECRET_KEY = secrets.token_urlsafe(50)
    warnings.warn("SECRET_KEY is not set: sessions end with the process")
