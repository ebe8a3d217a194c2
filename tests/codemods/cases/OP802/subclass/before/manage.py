import click

from extensions import db


@click.command()
def create():
    db.create_all()


if __name__ == "__main__":
    create()
