from app import app
from flask.cli import FlaskGroup
from models import Book, db

cli = FlaskGroup(app)


@cli.command("fill")
def fill():
    db.session.add(Book())
    db.session.commit()


if __name__ == "__main__":
    cli()
