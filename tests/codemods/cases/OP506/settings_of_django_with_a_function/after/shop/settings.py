import os

MAIL_SERVER = os.environ.get("MAIL_SERVER", "mail.shop.io")
PAGE = 20


def folder(name):
    return os.path.join("/srv", name)
