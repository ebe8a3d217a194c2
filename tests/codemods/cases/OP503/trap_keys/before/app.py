import os

CONFIG = {"db_password": os.environ["DATABASE"], "root_pwd": load("Xy12!dsa")}
