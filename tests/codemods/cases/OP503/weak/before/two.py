class Config:
    SECRET_KEY = "superSecretKey123"
    CSRF_SESSION_KEY = b"secret"
