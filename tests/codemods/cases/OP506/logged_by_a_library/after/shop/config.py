import os

MAIL_SERVER = os.environ.get("MAIL_SERVER", "mail.shop.internal")
