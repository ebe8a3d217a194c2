import mysql.connector


def connection(name):
    return mysql.connector.connect(host='localhost', user='root', password='root', database=name)


def root_connection():
    return mysql.connector.connect(host='localhost', user='root', password='root', database='shop')
