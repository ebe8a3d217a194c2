import os


class Config:
    MAIL_SERVER = os.getenv('MAIL_SERVER', 'smtp.example.com')
    MAIL_PORT = int(os.getenv('MAIL_PORT', '587'))
    MAIL_USE_TLS = os.getenv('MAIL_USE_TLS', '1').lower() in ('1', 'true', 'yes', 'on')
    MAIL_USE_SSL = os.getenv('MAIL_USE_SSL', '0').lower() in ('1', 'true', 'yes', 'on')
    MAIL_USERNAME = os.getenv('MAIL_USERNAME')
    MAIL_DEFAULT_SENDER = os.getenv('MAIL_DEFAULT_SENDER', 'Shop <shop@example.com>')
    MAIL_SUBJECT_PREFIX = '[Shop]'


class TestConfig(Config):
    MAIL_SERVER = 'localhost'
    MAIL_PORT = 2525
