from flask import Flask, jsonify
from sqlalchemy import Column, Integer, Table
from sqlalchemy.orm import declarative_base

app = Flask(__name__)
Base = declarative_base()
columns = {}
links = {}


@app.post("/columns/<name>")
def add(name):
    columns[name] = type(str(f"column_{name}"), (Base,), {"__tablename__": name, "id": Column(Integer)})
    links[name] = Table(f"{name}_link", Base.metadata, Column("book", Integer))
    return jsonify(len(columns))
