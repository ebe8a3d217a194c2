MAIL_SERVER = "mail.shop.internal"
MAIL_PORT = 2525
