import os

import pymysql


def run():
    return pymysql.connect(
        host=os.environ.get("DB_HOST", "db.internal"),
        database=os.environ.get("DB_NAME", "the_shop"),
    )


def other():
    return pymysql.connect(host=os.environ.get("DB_HOST", "db.internal"))
