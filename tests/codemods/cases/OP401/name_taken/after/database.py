import sqlite3


def init_db():
    connection = sqlite3.connect("shop.db")
    connection.execute("CREATE TABLE IF NOT EXISTS book (title TEXT)")
    connection.commit()
