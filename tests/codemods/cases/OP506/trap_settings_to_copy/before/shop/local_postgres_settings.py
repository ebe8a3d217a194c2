MAIL_SERVER = "mail.shop.internal"
