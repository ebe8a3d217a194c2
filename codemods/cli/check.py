"""`check`: report findings, all of them or what is new."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from codemods.cli.common import common, console, prepared, progress_bar, usage, wrong
from codemods.cli.overview import next_steps

if TYPE_CHECKING:
    from codemods.engine.checking import Checking
    from codemods.engine.ratchet.baseline import Compared
    from codemods.engine.request import Request

FORMATS = ("text", "json", "sarif", "github", "gitlab", "rdjson", "junit", "markdown", "html")
_BASELINE = "operable-baseline.json"
# The formats that can say what a fix would write.
_WITH_FIXES = ("sarif", "rdjson")


class _Output(NamedTuple):
    """One report that was asked for; `file` None: to stdout."""

    form: str
    file: Path | None


@click.command()
@common
@click.option(
    "--format",
    "forms",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help=f"{', '.join(FORMATS)}. May be given several times, each but one with a file to write to.  [default: text]",
)
@click.option("--output-file", type=click.Path(path_type=Path), metavar="FILE", help="Write the report to FILE.")
@click.option(
    "--fixes",
    is_flag=True,
    help="In sarif and rdjson, say what each safe fix would write. Tries each fix: no cached result will do.",
)
@click.option("--statistics", is_flag=True, help="Show how many findings each rule has, instead of the findings.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 although there are findings.")
@click.option(
    "--write-baseline",
    is_flag=False,
    flag_value=_BASELINE,
    type=click.Path(path_type=Path),
    metavar="[FILE]",
    help=f"Accept today's findings for now: write them to FILE ({_BASELINE}).",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Report only what FILE does not hold, and say what of it is gone.",
)
@click.option("--prune-baseline", is_flag=True, help="Take out of the baseline what is gone.")
@click.option("--no-baseline", is_flag=True, help="Use no baseline, whatever [tool.operable] says.")
@click.option("--since", metavar="REV", help="Report only what stands on lines changed since the commit REV.")
@click.option("--no-cache", is_flag=True, help="Neither use the result of an earlier run nor keep this one's.")
def check(
    paths: tuple[Path, ...], select: Any, ignore: Any, exclude: Any, jobs: int | None, no_cache: bool,
    forms: tuple[str, ...], output_file: Path | None, fixes: bool, statistics: bool, exit_zero: bool,
    write_baseline: Path | None, baseline: Path | None, prune_baseline: bool, no_baseline: bool, since: str | None,
) -> None:  # fmt: skip
    """Report findings; change nothing."""
    import gc

    from codemods.engine import checking
    from codemods.engine.ratchet import baseline as accepted
    from codemods.engine.ratchet.changed import keep_changed
    from codemods.engine.ratchet.fingerprints import mark

    # The process ends when the report is out: what it holds then is not worth to be gone through for garbage.
    gc.disable()
    outputs = _outputs(forms, output_file)
    if statistics and any(each.form != "text" for each in outputs):
        wrong("--statistics is for --format text: the other formats hold every finding")
    if fixes and not any(each.form in _WITH_FIXES for each in outputs):
        wrong("--fixes is for --format sarif and --format rdjson: `apply --diff` shows them to a person")
    if write_baseline and (baseline or prune_baseline or since):
        wrong("--write-baseline accepts all findings: leave --baseline, --prune-baseline and --since away")
    requests = [prepared(path, select, ignore, exclude) for path in paths or (Path(),)]
    file = None if write_baseline else _baseline(requests, baseline, no_baseline, prune_baseline)
    for each in filter(None, (write_baseline, file)):
        _require_baseline(each, is_made=each == write_baseline)
    with _progress(outputs) as progress:
        reports = [
            usage(partial(checking.run, request, jobs, progress, cached=not (no_cache or fixes)))
            for request in requests
        ]
    for report in reports:
        _tell_unkept(report)
    mark(reports)
    failed = any(each.failed for each in reports)
    if write_baseline:
        count = usage(partial(accepted.write, write_baseline, reports))
        click.echo(_written(write_baseline, count))
        sys.exit(2 if failed else 0)
    compared = usage(partial(accepted.compare, file, reports)) if file else None
    if compared and prune_baseline:
        usage(partial(accepted.prune, compared))
    for report in reports if since else ():
        usage(partial(keep_changed, report, since or ""))
    if fixes:
        _suggest(reports, jobs)
    for report in reports:
        report.kind = "new " if compared else "changed " if since else ""
    for output in outputs:
        usage(partial(_show, output, reports, statistics))
    if not compared and not since and sys.stdout.isatty() and any(each == _Output("text", None) for each in outputs):
        for line in next_steps(reports[0].checked, str(reports[0].request.path)):
            click.echo(line)
    if compared:
        _tell(compared, prune_baseline, all(each.form != "text" or each.file for each in outputs))
    found = any(each.checked.findings for each in reports)
    sys.exit(2 if failed else 1 if found and not exit_zero else 0)


def _tell_unkept(report: Checking) -> None:
    """Say why the next check of the same tree takes as long as this one, if it will."""
    if report.not_kept:
        from codemods.reports.text import printable

        click.echo(f"note: the next check does everything again: {printable(report.not_kept)}", err=True)


def _suggest(reports: list[Checking], jobs: int | None) -> None:
    from codemods.engine.suggesting.alone import suggest

    for report in reports:
        suggest(report, jobs)


def _progress(outputs: list[_Output]) -> progress_bar:
    return progress_bar(any(each.form == "text" or each.file for each in outputs), "checking")


def _outputs(forms: tuple[str, ...], file: Path | None) -> list[_Output]:
    """What `--format` and `--output-file` ask for; ends the process where they contradict."""
    found = []
    for each in forms or ("text",):
        form, _, name = each.partition("=")
        if form not in FORMATS:
            wrong(f"unknown format {form!r}: {_near(form)}there are {', '.join(FORMATS)}")
        found.append(_Output(form, Path(name) if name else None))
    shown = [each for each in found if each.file is None]
    if file and len(shown) != 1:
        wrong("--output-file is for one --format: write --format NAME=FILE for each")
    if file:
        found[found.index(shown[0])] = shown[0]._replace(file=file)
    elif len(shown) > 1:
        wrong("two reports cannot share stdout: write --format NAME=FILE for all but one")
    for output in found:
        if output.file and not output.file.absolute().parent.is_dir():
            wrong(f"{output.file}: there is no folder {output.file.parent}: make it first")
        if output.file and output.file.is_dir():
            wrong(f"{output.file} is a folder: name a file in it")
    return found


def _near(name: str) -> str:
    import difflib

    near = difflib.get_close_matches(name, FORMATS, 1)
    return f"did you mean {near[0]}? " if near else ""


def _baseline(requests: list[Request], asked: Path | None, none: bool, pruned: bool) -> Path | None:
    """The baseline that was asked for, else that of the configuration."""
    if none and (asked or pruned):
        wrong("--no-baseline contradicts --baseline and --prune-baseline")
    if none:
        return None
    configured = [each.options.base / each.options.baseline for each in requests
                  if each.options.base and each.options.baseline]  # fmt: skip
    if asked or configured:
        return asked or configured[0]
    return Path(_BASELINE) if pruned else None


def _require_baseline(file: Path, is_made: bool) -> None:
    """Before the work is done: the file is a baseline; one that is to be made may be missing, its folder may not."""
    from codemods.engine.ratchet import baseline as accepted

    if not is_made or file.exists():
        usage(partial(accepted.load, file))
    elif not file.absolute().parent.is_dir():
        wrong(f"{file}: there is no folder {file.parent}: make it first")


def _show(output: _Output, reports: list[Checking], statistics: bool) -> None:
    """Print or write one report. Raises OSError."""
    from codemods.reports import formats, text

    def write(stream: Any) -> None:
        if output.form != "text":
            click.echo(formats.render(output.form, reports), file=stream)
        elif statistics:
            text.show_statistics(console(stream), [each.checked for each in reports])
        else:
            for report in reports:
                text.show(console(stream), report)

    if output.file is None:
        write(sys.stdout)
    else:
        with output.file.open("w", encoding="utf-8", errors="backslashreplace") as stream:
            write(stream)


def _written(file: Path, count: int) -> str:
    from codemods.reports.text import plural
    from codemods.vocabulary.wrong_request import program

    return (
        f"Wrote {file}: {plural(count, 'finding')} accepted for now. Commit it; `{program()} check --baseline {file}` "
        "fails on new ones only."
    )


def _tell(compared: Compared, pruned: bool, aside: bool) -> None:
    """Say how many findings are known, and which of the baseline are gone; `aside`: not into the report on stdout."""
    from codemods.reports.text import plural, printable

    known = f"{plural(len(compared.known), 'finding')} accepted in {compared.file}"
    gone = compared.gone
    verb = "gone and taken out" if pruned else "gone: --prune-baseline takes them out"
    click.echo(f"{known}{f'; {len(gone):,} {verb}' if gone else ''}.", err=aside)
    for each in gone[:10]:
        click.echo(printable(f"  gone: {each.path} {each.rule} {each.message}"), err=aside)
    if len(gone) > 10:
        click.echo(f"  and {len(gone) - 10:,} more", err=aside)
