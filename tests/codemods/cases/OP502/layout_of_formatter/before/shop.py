import pymysql


def run():
    return pymysql.connect(host="db.internal", database="the_shop")


def other():
    return pymysql.connect(host="db.internal")
