import os

import mysql.connector
from flask import Flask

app = Flask(__name__)


def run(statement):
    connection = mysql.connector.connect(host=os.environ["MYSQL_HOST"], user=os.environ["MYSQL_USER"])
    cursor = connection.cursor(dictionary=True)
    cursor.execute(statement)
    return cursor.fetchall()


@app.route("/tides")
def tides():
    return run("SELECT * FROM tides")


@app.route("/tides", methods=["POST"])
def tide():
    return run("insert into tides (height) values (3)")
