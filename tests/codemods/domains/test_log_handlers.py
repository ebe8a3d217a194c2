"""Logging handlers: on which loggers, at which level, under which conditions."""

from __future__ import annotations

import ast

from codemods.domains.logs.coverage import plan
from codemods.domains.logs.handlers import Handler, handlers
from codemods.domains.logs.handwritten import hand_log
from codemods.project.source_file import SourceFile
from tests.codemods.small import project

HEAD = "import logging\nimport sys\nlogger = logging.getLogger('shop')\n"


def made(text: str) -> tuple[SourceFile, list[Handler]]:
    file = project(log_py=HEAD + text).files["log.py"]
    return file, handlers(file)


def stays(text: str) -> bool:
    """Whether the (first) file handler of the text becomes a console handler."""
    file, found = made(text)
    return plan(file, next(each for each in found if each.kind == "file")).convert


FILE = "fh = logging.FileHandler('a.log')\n"
ADDED = "logger.addHandler(fh)\n"
CONSOLE = "ch = logging.StreamHandler()\nlogger.addHandler(ch)\n"


def test_level_loggers_and_setup() -> None:
    _, (handler,) = made(
        FILE + "fh.setLevel(logging.ERROR)\nlogger.addHandler(fh)\nlogging.getLogger().addHandler(fh)\n"
    )
    assert (handler.level, [use.logger for use in handler.uses]) == (40, ["shop", "root"])
    assert [type(each) for each in handler.setup] == [ast.Assign, ast.Expr]
    assert not handler.elsewhere


def test_a_handler_that_goes_elsewhere() -> None:
    assert made(FILE + "keep(fh)\n")[1][0].elsewhere
    assert made(FILE + "print(fh.baseFilename)\n")[1][0].broken
    assert not made("import io\nlogger.addHandler(logging.StreamHandler(io.StringIO()))\n")[1]


def test_beside_a_console_handler_the_file_goes() -> None:
    assert stays(FILE + ADDED)
    assert not stays(FILE + ADDED + CONSOLE)
    assert not stays("logging.basicConfig()\n" + FILE + ADDED)
    assert not stays(FILE + ADDED + "logging.getLogger().addHandler(logging.StreamHandler())\n")


def test_a_console_handler_that_is_not_always_there_is_no_reason_to_go() -> None:
    assert stays(FILE + ADDED + "if debug:\n    logger.addHandler(logging.StreamHandler())\n")
    assert stays("if debug:\n    " + CONSOLE.replace("\n", "\n    ", 1) + "else:\n    " + FILE + "    " + ADDED)
    assert stays(FILE + ADDED + "logging.getLogger('other').addHandler(logging.StreamHandler())\n")
    assert stays("logging.basicConfig()\nlogger.propagate = False\n" + FILE + ADDED)
    assert stays("def other():\n    logger.addHandler(logging.StreamHandler())\n" + FILE + ADDED)


def test_a_filter_on_the_console_handler_or_on_the_file_lets_it_stay() -> None:
    assert stays(FILE + ADDED + CONSOLE + "ch.addFilter(only_errors)\n")
    assert stays(FILE + ADDED + "fh.addFilter(only_errors)\n" + CONSOLE)


def by_hand(text: str) -> bool:
    file = project(log_py=text).files["log.py"]
    calls = [node for node in ast.walk(file.tree) if isinstance(node, ast.Call)]
    return any(hand_log(file, call) is not None for call in calls)


def test_what_is_a_log_kept_by_hand() -> None:
    assert by_hand("with open('logs/x.txt', 'a') as f:\n    f.write('x')\n")
    assert by_hand("LOG = '/var/tmp/server.log'\nf = open(LOG, 'a+')\nf.write('x')\nf.close()\n")
    assert by_hand("with open('error_log.txt', mode='a') as f:\n    f.write('x')\n")
    assert by_hand("def f(log_file):\n    with open(log_file, 'a') as f:\n        f.write('x')\n")
    assert by_hand("try:\n    x()\nexcept E as e:\n    with open('out.txt', 'a') as f:\n        f.write(str(e))\n")
    assert by_hand("from pathlib import Path\nwith Path('a.log').open('a') as f:\n    f.write('x')\n")


def test_what_is_none() -> None:
    assert not by_hand("with open('notes.txt', 'a') as f:\n    f.write('x')\n")
    assert not by_hand("with open('app.log') as f:\n    f.read()\n")
    assert not by_hand("with open('app.log', 'ab') as f:\n    f.write(b'x')\n")
    assert not by_hand("with open('logs/orders.csv', 'a') as f:\n    f.write('x')\n")
    assert not by_hand("with open('changelog.txt', 'a') as f:\n    f.write('x')\n")
    assert not by_hand("with open('report.out', 'w') as f:\n    f.write('x')\n")
    assert not by_hand("open('app.log', 'a').close()\n")
