import os

CONFIG = {"db_password": os.environ["DATABASE"], "root_pwd": load("Xy12!dsa")}
EMOJI = {"secret": "㊙️", "key": "🔑"}


def certificate(make):
    return make("localhost", sign=True, key="param:secp384r1.pem")
