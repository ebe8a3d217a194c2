"""No report shows a secret: neither check nor the diff of apply, on any case that holds one."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from codemods.cli import main
from codemods.formats import dotenv
from tests.codemods.case_files import CASES, Case, case
from tests.codemods.trees import plant

HOLDING = [
    each for each in CASES
    if each.rule in ("OP501", "OP502", "OP503", "OP504", "OP511") and not each.name.startswith("trap_")
]  # fmt: skip
# Such a value stands for something else as well where it is no whole string or part of a URI.
WEAK = re.compile(r"[a-z]{1,12}")


# The name of a user too, who stands before the password.
USERS = {"guest"}


def secrets(case: Case) -> set[str]:
    """The values that the fix moves to a `.env` file, and the passwords in those that are URIs."""
    values = {
        entry.value
        for path, data in (case.after or {}).items()
        if path.startswith(".env") and path != ".env.example"
        for entry in dotenv.parse(data.decode()).entries
    }
    if case.name == "by_hand":
        values.add("dev" if case.rule == "OP503" else "hunter2")
    return (values | {match[1] for value in values if (match := re.search(r"://[^:/]*:([^@]+)@", value))}) - USERS


def shows(output: str, secret: str) -> bool:
    if WEAK.fullmatch(secret):
        own = r"""(?<!user=)(?<!USER', )(?<!USER", )"""
        places = rf"""[ ({{,=]{own}["']{secret}["']|:{secret}@|(?:word|PWD|TOKEN)={secret}\b"""
        return re.search(places, output) is not None
    return secret in output


@pytest.mark.parametrize("case", HOLDING, ids=lambda each: each.id)
@pytest.mark.parametrize("command", [("check",), ("check", "--format", "json"), ("apply", "--diff", "--unsafe")])
def test_reports_show_no_secret(case: Case, command: tuple[str, ...], tmp_path: Path) -> None:
    tree = plant(tmp_path / "service", case.before)
    extra = ("--allow-no-vcs",) if command[0] == "apply" else ()
    result = CliRunner().invoke(main, [*command, *extra, str(tree)])
    assert result.exit_code in (0, 1), result.output
    assert case.after is None or "OP5" in result.output or "by hand" in result.output
    shown = [secret for secret in secrets(case) if shows(result.output, secret)]
    assert shown == []


def test_secrets_are_for_the_owner_alone_and_git_ignores_them(tmp_path: Path) -> None:
    output = tmp_path / "fixed"
    before = plant(tmp_path / "service", case("OP503", "classes").before)
    result = CliRunner().invoke(main, ["apply", "--unsafe", "--select", "OP503", "--output", str(output), str(before)])
    assert result.exit_code in (0, 1), result.output
    for name in (".env", ".env.production"):
        assert stat.S_IMODE((output / name).stat().st_mode) == 0o600
    assert ".env" in (output / ".gitignore").read_text().splitlines()
    assert "SECRET_KEY=" in (output / ".env.example").read_text().splitlines()


IN_CLEAR = b"""import requests

PEPPER = "q7Rw2LpX9vTz4Kd8"
requests.get("https://api.io/v1?api_key=w7Rw2LpX9vTz4Kd8&lang=en")
requests.get(f"https://api.io/v1?lang=en&token=e7Rw2LpX9vTz4Kd8&q={PEPPER}")
DB_PASSWORD = "r7Rw2LpX9vTz4Kd8"
HOOK = "https://hook.io/?secret=t7Rw2LpX9vTz4Kd8"
mail = sign(salt="confirm-the-mail", key_salt="u7Rw2LpX9vTz4Kd8")
"""


@pytest.mark.parametrize("command", [("check",), ("check", "--format", "json"), ("apply", "--diff", "--unsafe")])
def test_what_no_rule_finds_is_not_shown_beside_what_one_does(command: tuple[str, ...], tmp_path: Path) -> None:
    tree = plant(tmp_path / "service", {"app.py": IN_CLEAR})
    extra = ("--allow-no-vcs",) if command[0] == "apply" else ()
    result = CliRunner().invoke(main, [*command, *extra, str(tree)])
    assert "DB_PASSWORD" in result.output
    assert "7Rw2LpX9vTz4Kd8" not in result.output
    assert "--diff" not in command or "confirm-the-mail" in result.output
