import click
from shop import app


@click.group()
def cli():
    pass


@cli.command()
def serve_shop():
    app.run("0.0.0.0", 8080)


@cli.command("run-mail")
def mail():
    while True:
        print("mail")


if __name__ == "__main__":
    cli()
