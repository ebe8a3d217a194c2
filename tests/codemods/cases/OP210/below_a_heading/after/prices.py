import MySQLdb


def all():
    return MySQLdb.connect().query("SELECT * FROM prices")
