"""Small Flask programs by the thousand: each with some of what the rules look for, in one of the ways to write it."""

from __future__ import annotations

import re
from typing import NamedTuple

from hypothesis import strategies as st


class Piece(NamedTuple):
    """A part of a program: what it imports, what stands in the module, at the start and in a view (`q` is given)."""

    imports: tuple[str, ...] = ()
    module: str = ""
    start: str = ""
    view: str = 'return "plain " + q'


PIECES = {
    "plain": Piece(),
    "store": Piece(
        ("import os",),
        'NOTES = "notes"',
        "os.makedirs(NOTES, exist_ok=True)",
        'path = os.path.join(NOTES, q + ".txt")\nwith open(path, "a") as file:\n    file.write(q)\n'
        "with open(path) as file:\n    return file.read()",
    ),
    "json": Piece(
        ("import json", "import os"),
        'STATE = "state.json"',
        "",
        "seen = json.load(open(STATE)) if os.path.exists(STATE) else []\nseen.append(q)\n"
        'with open(STATE, "w") as file:\n'
        "    json.dump(seen, file)  # what was asked\nreturn str(seen)",
    ),
    "upload": Piece(
        ("import os", "from pathlib import Path"),
        'UPLOADS = Path("uploads")',
        "UPLOADS.mkdir(exist_ok=True)",
        'target = UPLOADS / f"{q}.bin"\ntarget.write_bytes(q.encode())\nreturn ",".join(sorted(os.listdir(UPLOADS)))',
    ),
    "constants": Piece(
        (), 'MAIL_SERVER = "mail.internal"\nMAIL_PORT = 2525', "", "return MAIL_SERVER + str(MAIL_PORT + 1)"
    ),
    "settings": Piece((), "", 'APP.config["MAIL_SERVER"] = "smtp.internal"', 'return APP.config["MAIL_SERVER"]'),
    "update": Piece(
        (), "", 'APP.config.update(MAIL_SERVER="mx.internal", MAIL_USE_TLS=False)',
        'return APP.config["MAIL_SERVER"] + str(APP.config["MAIL_USE_TLS"])',
    ),
    "uri": Piece((), 'DATABASE_URI = "postgresql://db.internal/shop"', "", "return DATABASE_URI"),
    "secret": Piece((), "", 'APP.config["SECRET_KEY"] = "hard to guess"', 'return APP.config["SECRET_KEY"]'),
    "service": Piece((), 'STOCK_URL = "http://stock.internal:8080/v1"', "", 'return STOCK_URL + "/" + q'),
    "handler": Piece(
        ("import logging", "from logging.handlers import RotatingFileHandler"),
        'log = logging.getLogger("shop")\nhandler = RotatingFileHandler("shop.log", maxBytes=10_000, backupCount=2)\n'
        'handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))\nlog.addHandler(handler)',
        "",
        'log.warning("handled %s", q)\nreturn "logged"',
    ),
    "own log": Piece(
        ("import logging",), "", 'APP.logger.addHandler(logging.FileHandler("app.log"))',
        'APP.logger.error("asked for %s", q)\nreturn "told"',
    ),
    "basic": Piece(
        ("import logging",), 'logging.basicConfig(filename="root.log", level=logging.INFO)', "",
        'logging.getLogger("root").info("root %s", q)\nreturn "rooted"',
    ),
    "dict log": Piece(
        ("import logging", "import logging.config"),
        'logging.config.dictConfig({"version": 1, "disable_existing_loggers": False, "handlers": {"file": {\n'
        '    "class": "logging.FileHandler", "filename": "dict.log",  # kept for a week\n'
        '}}, "loggers": {"dicted": {"handlers": ["file"], "level": "INFO"}}})',
        "",
        'logging.getLogger("dicted").info("dicted %s", q)\nreturn "dicted"',
    ),
    "rows": Piece(
        ("import sqlite3",), "",
        'with sqlite3.connect("rows.db") as database:\n    database.execute("create table if not exists rows (word)")',
        'with sqlite3.connect("rows.db") as database:\n    database.execute("insert into rows values (?)", (q,))\n'
        '    return str(database.execute("select count(*), max(word) from rows").fetchone())',
    ),
    "connection": Piece(
        ("import psycopg2",), "", "",
        'return str(psycopg2.connect(host="db.internal", port=5433, dbname="shop", user="shop"))',
    ),
    "password": Piece(
        ("import psycopg2",), "", "",
        'return str(psycopg2.connect(host="db.internal", dbname="shop", user="shop", password="hard2guess!"))',
    ),
    "branch": Piece(
        ("import os",),
        'CDN = "http://localhost:9000"\nPAGE_SIZE = 10\nif os.environ.get("APP_ENV") == "production":\n'
        '    CDN = "https://cdn.example.com"\n    PAGE_SIZE = 50',
        "", "return CDN + str(PAGE_SIZE * 2)",
    ),
    "mapping": Piece(
        ("import os",),
        'MIRROR = {"production": "really-prod.db", "development": "localhost"}.get(\n'
        '    os.environ.get("APP_ENV", "development"), "localhost"\n)',
        "", "return MIRROR + q",
    ),
    "ini": Piece(
        ("import configparser",),
        'parser = configparser.ConfigParser()\nparser.read("shop.ini")\nTITLE = parser.get("shop", "title")\n'
        'ROWS = parser.getint("shop", "rows")',
        "", "return TITLE + str(ROWS + 1)",
    ),
    "config file": Piece((), "", 'APP.config.from_pyfile("shop.cfg")', 'return str(APP.config["SHELVES"] + 1)'),
    "thread": Piece(
        ("import threading",),
        'def deliver(word):\n    with open(f"sent-{word}.txt", "a") as file:\n        file.write(word)',
        "", 'threading.Thread(target=deliver, args=(q,), daemon=True).start()\nreturn "sent"',
    ),
    "memory": Piece((), "SEEN = {}", "", "SEEN[q] = SEEN.get(q, 0) + 1\nreturn str(SEEN[q])"),
}  # fmt: skip


# What lies beside every program.
FILES = {"shop.ini": "[shop]\ntitle = Books\nrows = 7\n", "shop.cfg": "SHELVES = 12\n"}


@st.composite
def programs(draw: st.DrawFn) -> dict[str, str]:
    """The files of one program: `app.py` has `app`; each view answers /0, /1 …; a template of Python's way to write."""
    names = draw(st.lists(st.sampled_from(sorted(PIECES)), min_size=1, max_size=5, unique=True))
    chosen = [PIECES[each] for each in names]
    factory, settings = draw(st.booleans()), draw(st.booleans())
    imports = draw(st.permutations(sorted({line for each in chosen for line in each.imports} | {_FLASK})))
    module = "\n".join(each.module for each in chosen if each.module)
    files = {"settings.py": module + "\n"} if settings and _movable(module) else {}
    head = ['"""A program."""', "", *imports]
    head += ["", "from settings import *"] if files else ["", module]
    body = ["", "app = Flask(__name__)"]
    for number, each in enumerate(chosen):
        start, view = (text.replace("APP", "app") for text in (each.start, each.view))
        body += ["", *start.splitlines(), f'@app.get("/{number}/<q>")', f"def view_{number}(q):"]
        body += [f"    {line}" for line in view.splitlines()]
    if factory:
        body = ["", "def create_app():", *(f"    {line}" if line else "" for line in body), "    return app"]
        body += ["", "app = create_app()"]
    if draw(st.booleans()):
        body += ["", 'if __name__ == "__main__":', '    app.run(host="0.0.0.0", port=5000)  # for the desk']
    text = "\n".join([*head, *body]) + draw(st.sampled_from(["\n", "", "\n\n# the end\n"]))
    files["app.py"] = text
    files |= FILES
    if draw(st.booleans()):
        files = {path: each.replace('"', "'").replace("'''", '"""') for path, each in files.items()}
    if draw(st.booleans()):
        files = {path: each.replace("    ", "\t") for path, each in files.items()}
    if draw(st.booleans()):
        files = {path: each.replace("\n", "\r\n") for path, each in files.items()}
    return files


_FLASK = "from flask import Flask"


def _movable(module: str) -> bool:
    """Whether the module's part needs no import of its own."""
    return bool(module) and not re.search(r"\b(logging|Path|os|configparser|open)\b", module)


def program(names: list[str]) -> dict[str, str]:
    """The plainest program of these pieces."""
    chosen = [PIECES[each] for each in names]
    imports = sorted({line for each in chosen for line in each.imports} | {_FLASK})
    lines = [*imports, "", *(each.module for each in chosen), "", "app = Flask(__name__)"]
    for number, each in enumerate(chosen):
        start, view = (text.replace("APP", "app") for text in (each.start, each.view))
        lines += [start, "", "", f'@app.get("/{number}/<q>")', f"def view_{number}(q):"]
        lines += [f"    {line}" for line in view.splitlines()]
    lines += ["", "", 'if __name__ == "__main__":', '    app.run(host="0.0.0.0", port=5000)']
    return {"app.py": "\n".join([*lines, ""]), **FILES}
