import os


class Config:
    MAIL_SERVER = 'smtp.example.com'
    MAIL_PORT = 587
    MAIL_USE_TLS = True
    MAIL_USE_SSL = False
    MAIL_USERNAME = os.getenv('MAIL_USERNAME')
    MAIL_DEFAULT_SENDER = 'Shop <shop@example.com>'
    MAIL_SUBJECT_PREFIX = '[Shop]'


class TestConfig(Config):
    MAIL_SERVER = 'localhost'
    MAIL_PORT = 2525
