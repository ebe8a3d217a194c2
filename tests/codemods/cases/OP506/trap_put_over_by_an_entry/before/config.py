class BaseConfig:
    MAIL_SERVER = "mail.lending.org"
