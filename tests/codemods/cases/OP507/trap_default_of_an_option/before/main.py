import click
import discovery
import typer
from discovery import DEFAULT_CLUSTERS
from flask import Flask

app = Flask(__name__)
DEFAULT_STOCK = "http://stock:8080"


@click.command()
@click.option("--clusters", help="Where they are (default: {})".format(DEFAULT_CLUSTERS), envvar="CLUSTERS")
@click.option("--orders", default=discovery.DEFAULT_ORDERS, envvar=["ORDERS_URL"])
def main(clusters, orders):
    app.config["CLUSTERS"], app.config["ORDERS"] = clusters, orders
    app.run()


def stock(url: str = typer.Option(DEFAULT_STOCK, envvar="STOCK_URL")):
    app.config["STOCK"] = url
