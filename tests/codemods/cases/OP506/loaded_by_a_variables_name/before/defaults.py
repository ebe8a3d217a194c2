SMTP_SERVER = "mail-7.internal"
ITEMS = 20
