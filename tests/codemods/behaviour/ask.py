"""Run the program in each folder given, ask it the same things, and print what it answers, writes and logs."""

import contextlib
import io
import json
import logging
import os
import sys
import threading
import types
from pathlib import Path

import flask.testing  # noqa: F401  what each of the programs needs, loaded once

from codemods.formats import dotenv


def ask(folder: str) -> dict[str, object]:
    """Answers by path, the files beside the program but logs, and the lines of logs wherever they went."""
    os.chdir(folder)
    # What a person does who has applied the unsafe fixes: give the service the secrets, prepare its database.
    for entry in dotenv.parse(Path(".env").read_text()).entries if Path(".env").exists() else ():
        os.environ[entry.name] = entry.value
    sys.modules["psycopg2"] = driver = types.ModuleType("psycopg2")
    driver.connect = lambda **given: sorted(given.items())  # type: ignore[attr-defined]
    sys.path.insert(0, folder)
    sources = {path.as_posix() for path in Path().rglob("*")}
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        from app import app  # type: ignore[import-not-found]

        if "init-db" in app.cli.commands:
            app.test_cli_runner().invoke(args=["init-db"])
        client = app.test_client()
        rules = sorted(rule.rule for rule in app.url_map.iter_rules() if "<q>" in rule.rule)
        paths = [rule.replace("<q>", word) for rule in rules for word in ("one", "two", "one")]
        answers = [(path, client.get(path).status_code, client.get(path).text) for path in paths]
        for thread in set(threading.enumerate()) - {threading.current_thread()}:
            thread.join()
        logging.shutdown()
    left = {path.as_posix(): path.read_text(errors="replace") for path in sorted(Path().rglob("*")) if path.is_file()}
    logs = said.getvalue() + "".join(text for path, text in left.items() if path.endswith(".log"))
    words = ("handled", "asked for", "root ", "dicted ")
    lines = {line[line.index(word) :] for line in logs.splitlines() for word in words if word in line}
    files = {path: text for path, text in left.items() if path not in sources and not path.endswith((".db", ".pyc"))}
    return {
        "answers": answers,
        "files": {path: text for path, text in files.items() if not path.endswith(".log")},
        "logs": sorted(lines),
    }


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    for each in sys.argv[1:]:
        if child := os.fork():
            os.waitpid(child, 0)
        else:
            try:
                print(json.dumps(ask(each)), flush=True)
            except BaseException as error:
                print(json.dumps({"failed": f"{type(error).__name__}: {error}"}), flush=True)
            os._exit(0)
