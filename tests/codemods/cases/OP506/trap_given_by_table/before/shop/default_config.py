BIND_ADDRESS = "0.0.0.0"
MAIL_SERVER = "mail.shop.internal"
MAIL_PORT = 2525
