from shop.settings import MAIL_SERVER


def send(message):
    return MAIL_SERVER, message
