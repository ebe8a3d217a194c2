import os

import pymysql

connection = pymysql.connect(
    host=os.environ.get("DB_HOST", "localhost"),
    user=os.environ.get("DB_USER", "shop"),
    password=os.environ["DB_PASSWORD"],
    database=os.environ.get("DB_NAME", "shop"),
)
