import click

from shop import app


@click.command()
def devserver():
    app.run(host="127.0.0.1", port=4001, debug=True)
