import click
from flask.cli import FlaskGroup
from flask_sqlalchemy import SQLAlchemy

cli = FlaskGroup()
db = SQLAlchemy()


@cli.command("init")
@click.option("--password")
def initialize_app(password):
    db.create_all()


if __name__ == "__main__":
    cli()
