import click
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


@app.cli.command()
def create_tables():
    db.create_all()


@click.command()
def fill():
    db.drop_all()


def nobody_calls_this():
    db.create_all()


@app.post("/reset")
def reset():
    db.create_all()
    return ""
