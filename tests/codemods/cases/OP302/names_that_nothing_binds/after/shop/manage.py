from flask.cli import FlaskGroup

from shop import create_app

cli = FlaskGroup(create_app=create_app)


@cli.command()
def upgrade():
    app = create_app()
    app.upgrade()
