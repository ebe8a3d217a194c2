"""`make docs`: the site in a folder, from the pages of the repository and what the rules say of themselves."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from docs.site import build, links


@click.command()
@click.argument("site", type=click.Path(file_okay=False, path_type=Path))
@click.option("--generator", default="zensical", help="The program of docs/site/zensical.lock.")
def main(site: Path, generator: str) -> None:
    """Build the site into SITE; what the generator reads lies beside it, in pages/."""
    staged = site.parent / "pages"
    build.stage(staged)
    build.build(staged, site, generator)
    faults = links.faults(site)
    click.echo("\n".join(faults), err=True, nl=bool(faults))
    if faults:
        sys.exit(1)
    click.echo(f"{sum(1 for _ in site.rglob('index.html'))} pages: {site}/index.html")


if __name__ == "__main__":
    main()
