import os

import mysql.connector

host = os.environ.get("DB_HOST", "127.0.0.1")
port = int(os.environ.get("DB_PORT", "3306"))


def connect():
    return mysql.connector.connect(host=host, port=port)
