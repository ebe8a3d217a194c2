class Config:
    SECRET_KEY = "superSecretKey123"
    WTF_CSRF_SECRET_KEY = b"secret"
