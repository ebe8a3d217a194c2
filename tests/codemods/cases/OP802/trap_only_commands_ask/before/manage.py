from app import app
from flask.cli import FlaskGroup
from models import db

cli = FlaskGroup(app)


@cli.command("fill")
def fill():
    db.session.execute(db.text("INSERT INTO books VALUES (1)"))
    db.session.commit()


if __name__ == "__main__":
    cli()
