class Settings:
    DEBUG = True
    SECRET_KEY = "k9-Larch-Barn-42"
    MAIL_PASSWORD = "fig-Tree-77"
