import click
import redis


@click.command()
@click.option("--broker", default="redis://broker.kettle.internal:6379/0", envvar="BROKER_URL")
@click.option("--kind", default="kettles")
def main(broker, kind):
    client = redis.from_url(broker)
    while True:
        print(client.blpop(kind))


if __name__ == "__main__":
    main()
