import click

from extensions import db


@click.command()
def create():
    db.create_all()
    db.session.commit()


if __name__ == "__main__":
    create()
