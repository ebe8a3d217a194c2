MAIL_SERVER = "smtp.shop.test"
