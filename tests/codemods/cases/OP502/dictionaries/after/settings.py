import os

import pymysql

DB_CONFIG = {
    "host": os.environ.get("DB_HOST", "db"),
    "port": int(os.environ.get("DB_PORT", "3306")),
    "user": os.environ.get("DB_USER", "shop"),
    "password": os.environ["DB_PASSWORD"],
    "database": os.environ.get("DB_NAME", "shop"),
    "charset": "utf8mb4",
}

DATABASES = {
    "default": {
        "ENGINE": "postgres",
        "NAME": os.environ.get("DB_NAME", "shop"),
        "USER": os.environ.get("DB_USER", "shop"),
        "PASSWORD": os.environ["DB_PASSWORD"],
        "HOST": os.environ.get("DB_HOST", "db"),
    },
}

connection = pymysql.connect(**DB_CONFIG)
