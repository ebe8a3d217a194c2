import click


@click.group()
def cli():
    pass


@cli.command("runserver")
def runserver():
    from shop.server import run_server

    run_server()


if __name__ == "__main__":
    cli()
