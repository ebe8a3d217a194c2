import pymysql

DB_CONFIG = {
    "host": "db",
    "port": 3306,
    "user": "shop",
    "password": "hunter2",
    "database": "shop",
    "charset": "utf8mb4",
}

DATABASES = {
    "default": {"ENGINE": "postgres", "NAME": "shop", "USER": "shop", "PASSWORD": "hunter2", "HOST": "db"},
}

connection = pymysql.connect(**DB_CONFIG)
