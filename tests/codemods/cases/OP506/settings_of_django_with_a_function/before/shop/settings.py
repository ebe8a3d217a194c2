import os

MAIL_SERVER = "mail.shop.io"
PAGE = 20


def folder(name):
    return os.path.join("/srv", name)
