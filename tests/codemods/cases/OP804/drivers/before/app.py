import mysql.connector
import psycopg
import pymysql as driver
from flask import Flask, g
from flask_mysqldb import MySQL
from psycopg2.pool import ThreadedConnectionPool

app = Flask(__name__)
mysql_server = MySQL(app)
pool = ThreadedConnectionPool(1, 5, "dbname=shop")


def connection():
    if "db" not in g:
        g.db = psycopg.connect(
            host="localhost",
            dbname="shop",
        )
    return g.db


@app.route("/")
def index():
    with driver.connect(host="localhost", db="shop") as db:
        db.ping()
        pool.getconn().cursor().execute("SELECT 1")
        mysql_server.connection.cursor().execute("SELECT 1")
    return mysql.connector.connect(host="localhost").get_server_info()
