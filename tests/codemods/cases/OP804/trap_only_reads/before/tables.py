import os

import mysql.connector
from flask import Flask

app = Flask(__name__)


def rows(table):
    connection = mysql.connector.connect(host=os.environ["MYSQL_HOST"], user=os.environ["MYSQL_USER"])
    cursor = connection.cursor(dictionary=True)
    cursor.execute(f"SELECT * FROM {table}")
    return cursor.fetchall()


@app.route("/tides")
def tides():
    return rows("tides")
