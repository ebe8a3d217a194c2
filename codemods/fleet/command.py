"""`operable fleet`: run, status, report, publish."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from codemods.fleet.repositories import Repository
    from codemods.fleet.state import Store


@click.group()
def fleet() -> None:
    """Check many repositories, or the services of a monorepo: one state, one report, patches to merge one by one.

    Each repository is cloned and looked at in a process of its own, with its own limits of time and memory. What is in
    the state already is not done again: the same command resumes a run that was interrupted.

    Exit codes: 0 all is done, 1 some repositories failed, 2 wrong usage.
    """


def _shard(context: click.Context, parameter: click.Parameter, value: str) -> tuple[int, int]:
    index, slash, count = value.partition("/")
    if not slash or not index.isdigit() or not count.isdigit() or not int(count):
        raise click.BadParameter(f"{value!r} is no shard; give I/N, e.g. 0/64")
    if int(index) >= int(count):
        raise click.BadParameter(f"shards count from 0: of {count} the last is {int(count) - 1}/{count}")
    return int(index), int(count)


def _split(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(part for value in values for part in value.replace(",", " ").split())


@fleet.command("run")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option("--repos", type=click.Path(path_type=Path), metavar="FILE",
              help="A CSV file with the columns cloneUrl,branch,path,owner; the first is needed.")  # fmt: skip
@click.option("--monorepo", type=click.Path(path_type=Path), metavar="ROOT",
              help="One checkout: each outermost folder with a manifest or Dockerfile is a service.")  # fmt: skip
@click.option("--apply", type=click.Choice(["safe", "unsafe"]), help="Also make patches: one of all fixes, one a rule.")
@click.option("--prove", is_flag=True, help="Also run `labs prove`. This runs the services' code.")
@click.option("--select", multiple=True, metavar="RULES", callback=_split, help="Only these rules.")
@click.option("--ignore", multiple=True, metavar="RULES", callback=_split, help="Not these.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave these paths out (patterns as in .gitignore).")
@click.option("--state", "address", default=".operable-fleet", show_default=True, metavar="DIR",
              help="Where results are kept: a folder, or s3://BUCKET/PREFIX.")  # fmt: skip
@click.option("--shard", default="0/1", metavar="I/N", callback=_shard, help="Only one of N shares, the first is 0.")
@click.option("--executor", "engine", default="local", show_default=True, metavar="ENGINE",
              help="local, or dask://HOST:PORT of a Dask scheduler.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="How many repositories at once; default: one a core.")
@click.option("--timeout", type=click.IntRange(1), default=600, show_default=True, metavar="S",
              help="Seconds for one repository.")  # fmt: skip
@click.option("--memory", type=click.IntRange(256), default=2048, show_default=True, metavar="MB",
              help="Memory for each of its processes.")  # fmt: skip
def run_(
    folder: Path | None, repos: Path | None, monorepo: Path | None, apply: str | None, prove: bool,
    select: tuple[str, ...], ignore: tuple[str, ...], exclude: tuple[str, ...], address: str, shard: tuple[int, int],
    engine: str, jobs: int | None, timeout: int, memory: int,
) -> None:  # fmt: skip
    """Look at every repository of a fleet: --repos FILE, a DIR of checkouts, or --monorepo ROOT.

    Of a local checkout its commit is looked at; what is not committed is not.
    """
    import tempfile

    from codemods.fleet.executors import executor
    from codemods.fleet.proving import is_here
    from codemods.fleet.run import run, scratch
    from codemods.fleet.task import Work

    if sum(each is not None for each in (folder, repos, monorepo)) != 1:
        raise click.UsageError("name one fleet: --repos FILE, DIR or --monorepo ROOT")
    if prove and not is_here():
        raise click.UsageError("--prove needs the labs beside the codemods: they come with a checkout of operable")
    _usage(lambda: _require_rules(select, ignore))
    work = Work(apply or "", prove, select, ignore, exclude, timeout, memory)
    repositories = _usage(lambda: _repositories(folder, repos, monorepo))
    by = _usage(lambda: executor(engine, jobs or os.cpu_count() or 1))
    at = _store(address)
    place = Path(address).resolve() / ".clones" if not address.startswith("s3://") else Path(tempfile.gettempdir())
    tell = _Teller()
    try:
        counts = _usage(lambda: _within(scratch(place), lambda: run(at, repositories, work, shard, by, tell)))
    except KeyboardInterrupt:
        click.echo(f"interrupted; {tell.done:,} done, and kept: the same command goes on", err=True)
        sys.exit(130)
    click.echo(f"{counts.done:,} done, {counts.known:,} known from before, {counts.failed:,} failed.")
    click.echo(f"See `operable fleet report {address}`.")
    sys.exit(1 if counts.failed else 0)


@fleet.command()
@click.argument("address", default=".operable-fleet", metavar="[STATE]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def status(address: str, form: str) -> None:
    """Say how far a run has come, and what failed."""
    import json

    from codemods.fleet.report import document, rows_of

    rows, missing = _usage(lambda: rows_of([_store(address)], False))
    summary = document(rows, missing)["summary"]
    failed = {row.result["label"]: row.result["why"] for row in rows if row.result["status"] == "failed"}
    if form == "json":
        click.echo(json.dumps({"by_status": summary["by_status"], "not_run": missing, "failed": failed}, indent=2))
        return
    for name, count in summary["by_status"].items():
        click.echo(f"{count:>7,} {name}")
    click.echo(f"{len(missing):>7,} not run yet")
    for label, why in failed.items():
        click.echo(f"failed: {_printable(label)}: {_printable(why)}")


@fleet.command()
@click.argument("addresses", nargs=-1, required=True, metavar="STATE...")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), default="fleet-report", show_default=True,
              metavar="DIR", help="The folder to write to.")  # fmt: skip
@click.option("--no-cost", is_flag=True, help="Leave out what the run took: the same results give the same bytes.")
def report(addresses: tuple[str, ...], output: Path, no_cost: bool) -> None:
    """Write one report of one or more states: HTML, JSON, CSV, and SARIF for each repository."""
    from codemods.fleet.report import write

    stores = [_store(address) for address in addresses]
    summary = _usage(lambda: write(stores, output, not no_cost))["summary"]
    click.echo(f"{summary['findings']:,} findings in {summary['repositories']:,} repositories: {output}/report.html")
    if summary["not_run"]:
        click.echo(f"{len(summary['not_run']):,} repositories have not been run yet.", err=True)


@fleet.command()
@click.argument("address", metavar="STATE")
@click.option("--to", required=True, type=click.Choice(["patches", "branches", "bundles", "github", "gitlab"]),
              help="Files for `git am`; branches pushed to each repository; bundles; requests to merge.")  # fmt: skip
@click.option("--repos", type=click.Path(path_type=Path), metavar="FILE",
              help="The run's CSV: where to clone from and push to, if its addresses hold credentials.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), default="fleet-patches", show_default=True,
              metavar="DIR", help="The folder for patches and bundles.")  # fmt: skip
@click.option("--draft", is_flag=True, help="Open requests as drafts.")
@click.option(
    "--max", "most", metavar="N/h", help="Open at most N requests in an hour; the same command goes on later."
)
@click.option("--api", default="", metavar="URL", help="The forge's interface, if not at its usual address.")
@click.option("--dry-run", is_flag=True, help="Say all that would be done; change nothing.")
def publish(
    address: str, to: str, repos: Path | None, output: Path, draft: bool, most: str | None, api: str, dry_run: bool
) -> None:
    """Publish the patches of a state, one branch and one commit a rule; what is there already is used again.

    A branch is made anew when the code below it has moved, and removed, its request closed, when its patch is no longer
    proposed. One that somebody has added to is left alone. GITHUB_TOKEN or GITLAB_TOKEN holds the token; git pushes
    with its own credentials.
    """
    from codemods.fleet.publishing.publish import Publishing, most_of, token_of
    from codemods.fleet.publishing.publish import publish as carry
    from codemods.fleet.repositories import from_csv

    how = Publishing(to, output, dry_run, draft, api=api, tell=lambda line: click.echo(_printable(line)))
    if most:
        how.most = _usage(lambda: most_of(most))
    if to in ("github", "gitlab"):
        _usage(lambda: token_of(to))
    addresses = {each.name: each.url for each in _usage(lambda: from_csv(repos))} if repos else {}
    _usage(lambda: carry(_store(address), how, addresses))
    if how.waiting:
        click.echo(f"{how.waiting:,} more wait for the next hour (--max {most}): the same command goes on.")
    sys.exit(1 if how.failed else 0)


def _repositories(folder: Path | None, repos: Path | None, monorepo: Path | None) -> list[Repository]:
    from codemods.fleet.repositories import from_csv, from_folder, from_monorepo

    sources: tuple[tuple[Path | None, Callable[[Path], list[Repository]]], ...] = (
        (folder, from_folder), (repos, from_csv), (monorepo, from_monorepo),
    )  # fmt: skip
    return next(read(path) for path, read in sources if path is not None)


def _require_rules(select: tuple[str, ...], ignore: tuple[str, ...]) -> None:
    from codemods.engine.registry import select as choose

    choose(select, ignore)


def _store(address: str) -> Store:
    from codemods.fleet.state import store

    found: Store = _usage(lambda: store(address))
    return found


def _within(context: Any, action: Callable[[], Any]) -> Any:
    with context:
        return action()


def _usage(action: Callable[[], Any]) -> Any:
    """Run something that may say what is wrong with the request: one line on stderr, exit 2."""
    from codemods.engine.registry import UnknownRule
    from codemods.fleet.git import GitFailed
    from codemods.fleet.repositories import BadFleet

    try:
        return action()
    except (BadFleet, GitFailed, UnknownRule, OSError) as error:
        click.echo(f"error: {_printable(str(error))}", err=True)
        sys.exit(2)


def _printable(text: str) -> str:
    from codemods.reports.text import printable

    return printable(text)


class _Teller:
    """A line for each failure, and a progress bar where stderr is a terminal, else a line every tenth of the way."""

    def __init__(self) -> None:
        self.done = 0
        self.bar: Any = None

    def __call__(self, label: str, why: str, done: int, total: int) -> None:
        self.done = done
        if why:
            click.echo(f"failed: {_printable(label)}: {_printable(why)}", err=True)
        if sys.stderr.isatty():
            self.bar = self.bar or click.progressbar(length=total, label="repositories", file=sys.stderr)
            self.bar.update(1)
            if done == total:
                self.bar.render_finish()
        elif done * 10 // total != (done - 1) * 10 // total:
            click.echo(f"{done:,} of {total:,}", err=True)
