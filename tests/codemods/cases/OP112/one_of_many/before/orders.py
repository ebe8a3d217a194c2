import sqlite3


def take():
    connection = sqlite3.connect("shop.db")
    connection.execute("INSERT INTO orders DEFAULT VALUES")
    connection.commit()
    return ""
