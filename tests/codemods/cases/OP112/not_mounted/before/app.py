import sqlite3

from flask import Flask, current_app

app = Flask(__name__)
app.config.from_prefixed_env()


class Writer:
    def __init__(self, run, template):
        path = template % (run.owner_id, run.id)
        self.database = sqlite3.connect(path)
        self.database.execute("CREATE TABLE results (id)")


@app.post("/runs/<int:number>")
def run(number):
    Writer(current_app.runs[number], current_app.config["OUTPUT_PATH"])
    return "", 201


@app.get("/runs/<int:run_id>")
def shown(run_id):
    database = sqlite3.connect(f"/data/{run_id}.sqlite")
    return str(database.execute("SELECT count(*) FROM results").fetchone())


@app.get("/tenants/<name>")
def tenant(name):
    sqlite3.connect(f"/results/{name}.sqlite")
    return ""
