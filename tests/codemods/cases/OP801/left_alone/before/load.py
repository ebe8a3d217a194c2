import click
from sqlalchemy import create_engine


@click.command()
def load():
    create_engine("postgresql://localhost/shop").connect()


if __name__ == "__main__":
    load()
