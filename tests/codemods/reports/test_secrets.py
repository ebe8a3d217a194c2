"""No secret in anything that is shown: not in an excerpt, a message, a diff, a report, whoever has found it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from codemods.cli import main
from codemods.engine.concealment.masking import MASK, conceal, concealer
from tests.codemods.trees import plant

SECRET = "s3cr3t-hunter2-value"
FORMATS = ("text", "json", "sarif", "github", "html")


def shown(secrets: list[str], text: str) -> str:
    return conceal(text, concealer(secrets))


@pytest.mark.parametrize(
    ("secret", "text", "masked"),
    [
        ("hunter2xyz", 'f("hunter2xyz")', f'f("{MASK}")'),
        ("hunter2xyz", "prefix-hunter2xyz-suffix", f"prefix-{MASK}-suffix"),
        ("a\"b'c\\d1", repr("a\"b'c\\d1"), f"'{MASK}'"),
        ("pässwörd1", ascii("pässwörd1"), f"'{MASK}'"),
        ("pässwörd1", "p%C3%A4ssw%C3%B6rd1", MASK),
        ("p@ss w/rd1", "x://u:p%40ss%20w%2Frd1@h", f"x://u:{MASK}@h"),
        ("p@ss w/rd1", "x://u:p%40ss+w%2Frd1@h", f"x://u:{MASK}@h"),
        ("a{b}c1d2", 'f"a{{b}}c1d2"', f'f"{MASK}"'),
        ("a$bcd1", "X: a$$bcd1", f"X: {MASK}"),
        ("a%bcd1", "url = x:a%%bcd1@h", f"url = x:{MASK}@h"),
        ("line-one-1\nline-two-2", "+line-two-2", f"+{MASK}"),
        ("line-one-1\nline-two-2", '"line-one-1\\nline-two-2"', f'"{MASK}"'),
        ("abc", 'login("abc", abc)', f'login("{MASK}", abc)'),
        ("abc", "mysql://root:abc@db/abcd", f"mysql://root:{MASK}@db/abcd"),
        ("abc", "DB: abc", f"DB: {MASK}"),
        ("password", 'password = "password"', f'password = "{MASK}"'),
        ("bookshop", 'connect(bookshop="bookshop")', f'connect(bookshop="{MASK}")'),
    ],
)
def test_every_form_of_a_known_secret(secret: str, text: str, masked: str) -> None:
    assert shown([secret], text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ('create_engine("postgresql://shop:letmein@db/shop")', f'create_engine("postgresql://shop:{MASK}@db/shop")'),
        ('DB_PASSWORD = "letmein"', f'DB_PASSWORD = "{MASK}"'),
        ("    password='letmein',", f"    password='{MASK}',"),
        ('{"api_key": "letmein"}', f'{{"api_key": "{MASK}"}}'),
        ("app.config['SECRET_KEY'] = b'letmein'", f"app.config['SECRET_KEY'] = b'{MASK}'"),
        ('SECRET_KEY: str = "letmein"', f'SECRET_KEY: str = "{MASK}"'),
        ('password="let\\"mein"', f'password="{MASK}"'),
        ('DB_PASSWORD: "${DB_PASSWORD}"', 'DB_PASSWORD: "${DB_PASSWORD}"'),
        ('DB_PASSWORD: "${DB_PASSWORD:?give one}"', 'DB_PASSWORD: "${DB_PASSWORD:?give one}"'),
        ('DB_PASSWORD: "${DB_PASSWORD:-letmein}"', f'DB_PASSWORD: "{MASK}"'),
    ],
)
def test_what_is_a_secret_by_its_place(text: str, masked: str) -> None:
    assert shown([], text) == masked


@pytest.mark.parametrize(
    "text",
    [
        'password = os.environ["DB_PASSWORD"]', 'url = "https://example.org:8080/a@b"', 'name = "letmein"',
        'f"postgresql://{user}:{password}@{host}/shop"', "token_url = 'https://example.org'", "x = y",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert shown([], text) == text


SOURCES = {
    "constant": f'SECRET_KEY = "{SECRET}"\n',
    "f-string": f'import psycopg2\n\nc = psycopg2.connect(f"postgresql://shop:{SECRET}@{{host}}/shop")\n',
    "URI": f'SQLALCHEMY_DATABASE_URI = "mysql://root:{SECRET}@db/shop"\n',
    "concatenation": f'SECRET_KEY = "{SECRET[:10]}" "{SECRET[10:]}"\n',
    "sum": f'SECRET_KEY = "{SECRET[:10]}" + "{SECRET[10:]}"\n',
    "many lines": f'SECRET_KEY = """\nfirst-line-0000\n{SECRET}\n"""\n',
    "argument": f'import pymysql\n\npymysql.connect(host="db", user="root", password="{SECRET}")\n',
    "default": f'import os\n\nSECRET_KEY = os.environ.get("SECRET_KEY", "{SECRET}")\n',
    "config": f'from flask import Flask\n\napp = Flask(__name__)\napp.config["SECRET_KEY"] = "{SECRET}"\n',
    "bytes": f'SECRET_KEY = b"{SECRET}"\n',
    "another rule's line": f'import logging\n\nlogging.FileHandler("x.log"); SECRET_KEY = "{SECRET}"\n',
    "silenced": f'import logging\n\nlogging.FileHandler("x.log"); SECRET_KEY = "{SECRET}"  # operable: ignore[5]\n',
    "in a diff's context": f'import logging\n\nDB_PASSWORD = "{SECRET}"\nh = logging.FileHandler("x.log")\n',
}


def codemods(*arguments: str | Path) -> Result:
    """The command line, in this process; a traceback fails the test."""
    done = CliRunner().invoke(main, [str(each) for each in arguments])
    assert done.exit_code in (0, 1), done.output
    return done


@pytest.mark.parametrize("name", SOURCES)
def test_no_secret_in_any_output(name: str, tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": SOURCES[name], "other.py": "import logging\nlogging.FileHandler('y.log')\n"})
    outputs = [codemods("check", tmp_path, "--format", form) for form in FORMATS]
    outputs += [codemods("check", tmp_path, "--select", "7"), codemods("apply", tmp_path, "--unsafe", "--diff")]
    outputs += [codemods("apply", tmp_path, "--select", "7", "--diff")]
    outputs += [codemods("apply", tmp_path, "--unsafe", "--output", tmp_path / ".." / f"{tmp_path.name}-out")]
    for done in outputs:
        for half in (SECRET, SECRET[:10], SECRET[10:]):
            assert half not in done.stdout + done.stderr


COMPOSE = f"""\
services:
  db:
    image: postgres
    environment:
      POSTGRES_PASSWORD: {SECRET}
"""


def test_no_secret_of_a_compose_file_or_env(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {
            "docker-compose.yml": COMPOSE,
            ".env": f"API_TOKEN={SECRET}\n",
            "app.py": "import logging\nlogging.FileHandler('y.log')\n",
        },
    )
    for arguments in (("check",), ("check", "--format", "html"), ("apply", "--unsafe", "--diff")):
        done = codemods(arguments[0], tmp_path, *arguments[1:])
        assert SECRET not in done.stdout + done.stderr
