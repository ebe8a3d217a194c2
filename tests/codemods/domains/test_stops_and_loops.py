"""What ends a process, which loops are endless, what runs in the main thread, what a commit cuts in two."""

from __future__ import annotations

import ast
from textwrap import dedent, indent

import pytest

from codemods.domains.database.transactions import halves, is_commit
from codemods.domains.runtime.loops import blocking, is_endless
from codemods.domains.runtime.main_thread import in_main_thread
from codemods.domains.runtime.signals import signal_handlers
from codemods.project.source_file import SourceFile
from tests.codemods.small import project


def source(text: str) -> SourceFile:
    return project(a_py=dedent(text)).files["a.py"]


def loop(file: SourceFile) -> ast.While:
    return min(file.nodes(ast.While), key=lambda each: each.lineno)


@pytest.mark.parametrize(
    ("handler", "kind"),
    [
        ("signal.SIG_IGN", "ignores"),
        ("signal.SIG_DFL", "default"),
        ("lambda *_: None", "ignores"),
        ("lambda *_: sys.exit(0)", "exits"),
        ("lambda *_: os.kill(os.getpid(), 9)", "exits"),
        ("lambda *_: os.kill(child, 9)", "other"),
        ("sys.exit", "exits"),
        ("leave", "exits"),
        ("tidy", "other"),
        ("talk", "ignores"),
        ("unknown", "other"),
    ],
)
def test_what_a_handler_does(handler: str, kind: str) -> None:
    file = source(f"""
        import os, signal, sys
        def leave(signum, frame):
            print("bye")
            raise SystemExit
        def tidy(signum, frame):
            close()
            sys.exit()
        def talk(signum, frame):
            print(signum)
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, {handler})
        """)
    assert [(each.kind, each.signals) for each in signal_handlers(file)] == [(kind, {"SIGTERM", "SIGINT"})]


@pytest.mark.parametrize(
    ("body", "endless"),
    [
        ("work()", True),
        ("if work(): break", False),
        ("return", False),
        ("for each in work():\n    break", True),
        ("for each in work():\n    pass\nelse:\n    break", False),
        ("while work():\n    break", True),
        ("sys.exit()", False),
        ("raise ValueError", True),
        ("try:\n    work()\nexcept KeyboardInterrupt:\n    break", True),
        ("try:\n    work()\nexcept (KeyboardInterrupt, OSError):\n    break", False),
        ("def inner():\n    return 1", True),
    ],
)
def test_endless_loops(body: str, endless: bool) -> None:
    file = source("import sys\ndef main():\n    while True:\n" + indent(body, " " * 8))
    assert is_endless(file, loop(file)) is endless


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ("inbox.get()", "get"),
        ("inbox.get(timeout=3)", ""),
        ("answer.get('id')", ""),
        ("store.blpop('jobs')", "blpop"),
        ("store.blpop('jobs', timeout=1)", ""),
        ("take()", "accept"),
        ("work()", ""),
    ],
)
def test_what_may_wait_for_ever(call: str, name: str) -> None:
    file = source(f"def take():\n    server.accept()\ndef main():\n    while True:\n        {call}\n")
    assert blocking(file, loop(file)) == name


@pytest.mark.parametrize(
    ("start", "main"),
    [
        ("run()", True),
        ("Thread(target=run).start()", False),
        ("run(), Thread(target=run).start()", False),
        ("print(run)", False),
    ],
)
def test_the_main_thread(start: str, main: bool) -> None:
    file = source(f"""
        from threading import Thread
        def run():
            while True: pass
        if __name__ == "__main__":
            {start}
        """)
    assert in_main_thread(file, loop(file)) is main


@pytest.mark.parametrize(
    ("between", "reason"),
    [
        ("s.add(Line(order.id))", ""),
        ("number = order.id\n    s.add(Line(number))", ""),
        ("s.add(Tag())", None),
        ("order.state = 'done'", None),
        ("tell.delay(order.id)\n    s.add(Line(order.id))", "delay() may tell"),
        ("if order.free: return\n    s.add(Line(order.id))", "leaves with the first half"),
        ("if order.free:\n        s.rollback()\n        return\n    s.add(Line(order.id))", "reads order.free"),
        ("count()\n    s.add(Line(order.id))", "count() works with the database"),
    ],
)
def test_the_halves_of_a_unit_of_work(between: str, reason: str | None) -> None:
    file = source(
        "def count():\n    Session().query()\n"
        f"def create(s):\n    order = Order()\n    s.add(order)\n    s.commit()\n    {between}\n    s.commit()\n"
    )
    commits = sorted((each for each in file.nodes(ast.Call) if is_commit(each)), key=lambda each: each.lineno)
    found = halves(file, commits[0])
    assert halves(file, commits[1]) is None
    assert (found is None) is (reason is None)
    assert found is None or (found.reason.find(reason or "") >= 0 and bool(found.reason) is bool(reason))
