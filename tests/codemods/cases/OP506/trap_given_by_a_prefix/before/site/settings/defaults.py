EMAIL_HOST = "mail.lending.org"
EMAIL_PORT = 587
