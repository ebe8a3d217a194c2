import os

import pyodbc
from flask import Flask

app = Flask(__name__)


def rows(statement):
    connection = pyodbc.connect(f"SERVER={os.environ['DB_SERVER']};DATABASE=tides")
    cursor = connection.cursor()
    cursor.execute(statement)
    return [list(each) for each in cursor.fetchall()]


@app.route("/tides")
def tides():
    return {"rows": rows("SELECT height FROM tides")}


@app.route("/export")
def export():
    return {"rows": rows("EXEC dbo.tides_of_the_year")}
