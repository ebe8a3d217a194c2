import pymysql


def shop():
    return pymysql.connect(host="localhost", user="root", password="", database="shop")
