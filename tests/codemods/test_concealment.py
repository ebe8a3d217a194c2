"""No report shows a secret: neither check nor the diff of apply, on any case that holds one."""

from __future__ import annotations

import re
import shutil
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from codemods.cli import main
from codemods.formats import dotenv

CASES = Path(__file__).parent / "cases"
HOLDING = sorted(
    case
    for rule in ("OP501", "OP502", "OP503", "OP504", "OP511")
    for case in (CASES / rule).iterdir()
    if not case.name.startswith("trap_")
)
# Such a value stands for something else as well where it is no whole string or part of a URI.
WEAK = re.compile(r"[a-z]{1,12}")


# The name of a user too, who stands before the password.
USERS = {"guest"}


def secrets(case: Path) -> set[str]:
    """The values that the fix moves to a `.env` file, and the passwords in those that are URIs."""
    values = {
        entry.value
        for path in (case / "after").glob("dot.env*")
        if path.name != "dot.env.example"
        for entry in dotenv.parse(path.read_text()).entries
    }
    if case.name == "by_hand":
        values.add("dev" if case.parent.name == "OP503" else "hunter2")
    return (values | {match[1] for value in values if (match := re.search(r"://[^:/]*:([^@]+)@", value))}) - USERS


def shows(output: str, secret: str) -> bool:
    if WEAK.fullmatch(secret):
        own = r"""(?<!user=)(?<!USER', )(?<!USER", )"""
        places = rf"""[ ({{,=]{own}["']{secret}["']|:{secret}@|(?:word|PWD|TOKEN)={secret}\b"""
        return re.search(places, output) is not None
    return secret in output


@pytest.mark.parametrize("case", HOLDING, ids=lambda path: f"{path.parent.name}-{path.name}")
@pytest.mark.parametrize("command", [("check",), ("check", "--format", "json"), ("apply", "--diff", "--unsafe")])
def test_reports_show_no_secret(case: Path, command: tuple[str, ...], tmp_path: Path) -> None:
    tree = tmp_path / "service"
    shutil.copytree(case / "before", tree)
    extra = ("--allow-no-vcs",) if command[0] == "apply" else ()
    result = CliRunner().invoke(main, [*command, *extra, str(tree)])
    assert result.exit_code in (0, 1), result.output
    assert not (case / "after").exists() or "OP5" in result.output or "by hand" in result.output
    shown = [secret for secret in secrets(case) if shows(result.output, secret)]
    assert shown == []


def test_secrets_are_for_the_owner_alone_and_git_ignores_them(tmp_path: Path) -> None:
    output = tmp_path / "fixed"
    before = CASES / "OP503" / "classes" / "before"
    result = CliRunner().invoke(main, ["apply", "--unsafe", "--select", "OP503", "--output", str(output), str(before)])
    assert result.exit_code in (0, 1), result.output
    for name in (".env", ".env.production"):
        assert stat.S_IMODE((output / name).stat().st_mode) == 0o600
    assert ".env" in (output / ".gitignore").read_text().splitlines()
    assert "SECRET_KEY=" in (output / ".env.example").read_text().splitlines()
