class Config:
    MAIL_SERVER = "mail.notes.internal"
    REDIS_HOST = "cache.notes.internal"
