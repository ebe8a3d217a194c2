import os
import sqlite3


def init_db():
    connection = sqlite3.connect(os.environ["SHOP_DB"])
    connection.execute("CREATE TABLE IF NOT EXISTS book (title TEXT)")
    connection.commit()
