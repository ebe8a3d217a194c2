import sqlite3

import schema
from flask import Flask

app = Flask(__name__)
connection = sqlite3.connect("shop.db")
connection.execute(schema.Schema.BOOKS)
