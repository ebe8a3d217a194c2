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


# Where no rule looks, or none knows the library: what is filled into a text, words of a command, SQL, accounts.
FILLED_IN = """
import os, subprocess
connect = psycopg2.connect("host=%s user=%s password=%s" % ("db", "shop", "¤"))
engine = create_engine("postgresql://{0}:{1}@db/x".format("shop", quote_plus("¤")))
engine = create_engine("postgresql://shop:%s@db/x" % quote_plus("¤"))
engine = create_engine(f"postgresql://shop:{quote_plus('¤')}@db/x")
engine = create_engine("".join(["postgresql://shop:", "¤", "@db/x"]))
engine = create_engine("postgresql://%(who)s:%(what)s@db/x" % {"who": "shop", "what": "¤"})
connect = psycopg2.connect("dbname=x user=shop password=" + "¤")
creds = ("shop", "¤")
engine = create_engine("postgresql://%s:%s@db/x" % creds)
headers = {"Authorization": "Basic " + "¤"}
headers = {"Authorization": f"Bearer {'¤'}"}
pairs = dict([("user", "shop"), ("password", "¤")])
session.auth = ("shop", "¤")
directory.simple_bind_s("cn=admin", "¤")
connect = oracledb.connect("shop/¤@db/x")
remote.connect("host", 22, "shop", "¤")
token = jwt.encode({"sub": 1}, "¤", algorithm="HS256")
users = {"admin": generate_password_hash("¤"), "bob": "¤"}
passwords = ["¤", "¤"]
user.set_password("¤")
password = settings.get("shop", "¤")
subprocess.run(["mysql", "-u", "root", "-p¤", "shop"])
subprocess.run(["redis-cli", "-a", "¤", "ping"])
os.system("sshpass -p ¤ ssh host")
os.system("curl -s -u shop:¤ http://shop/x")
cursor.execute("CREATE USER shop IDENTIFIED BY '¤'")
queue = "Endpoint=sb://x/;SharedAccessKeyName=R;SharedAccessKey=¤"
jaas = 'PlainLoginModule required username="shop" password="¤";'
"""


def test_what_is_filled_in_and_what_unknown_calls_take_is_not_shown(tmp_path: Path) -> None:
    given = [each.replace("¤", f"Kimchi-soup-{number}") for number, each in enumerate(FILLED_IN.strip().splitlines())]
    given.append('key = "q7Rw2LpX9vTz4Kd8"')
    code = "\n".join(f'{each}\nN{number}_SMTP_HOST = "smtp{number}.internal"' for number, each in enumerate(given))
    tree = plant(tmp_path / "service", {"app.py": code.encode(), "Procfile": b"web: gunicorn app:app\n"})
    for command in (("check",), ("apply", "--diff", "--unsafe", "--allow-no-vcs")):
        result = CliRunner().invoke(main, [*command, str(tree)])
        assert "SMTP_HOST" in result.output
        assert not re.findall(r".*(?:Kimchi-soup|q7Rw2LpX9vTz4Kd8).*", result.output)
