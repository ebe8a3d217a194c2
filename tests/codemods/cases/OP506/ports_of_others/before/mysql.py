import mysql.connector

host = "127.0.0.1"
port = 3306


def connect():
    return mysql.connector.connect(host=host, port=port)
