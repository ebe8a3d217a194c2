import click
import typer


@click.command()
@click.option("--word", envvar="SEARCH_PASSWORD", default="search-pw")
@click.option("--report-password", default="report-pw")
def main(word, report_password):
    print(word, report_password)


def report(word: str = typer.Option("ledger-pw", envvar="LEDGER_PASSWORD")):
    login("files", "7Hq-ftp-91")
