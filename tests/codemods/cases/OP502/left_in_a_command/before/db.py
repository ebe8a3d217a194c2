import subprocess

import pymysql


def orders():
    return pymysql.connect(host="db.internal", user="orders", password="q8sPq2xLm", database="orders")


def backup():
    subprocess.run(["mysqldump", "-h", "db.internal", "-uorders", "-pq8sPq2xLm", "orders"], check=True)
