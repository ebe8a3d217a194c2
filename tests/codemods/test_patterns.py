"""No search takes long, whatever somebody's file holds: blank lines by the dozen, ends of lines of Windows, long lines.

A pattern that can match one text in many ways tries them all where the end does not fit: a Compose file with lines of
blanks kept `check` busy for ever. So each pattern is given texts that begin as real files do, stop after any line and
go on with what such a pattern has many ways for. The time is the processor's.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator

import pytest

import codemods
from codemods.vocabulary.signs import Sign

BEGINNINGS = {
    "compose": """services:
  web:
    command: gunicorn app:app -b 0.0.0.0:8000
    image: shop
    environment:
      - DB_PASSWORD=secret
    volumes:
      - ./logs:/logs
""",
    "dockerfile": """FROM python:3.12 AS base
ENV A=b \\
    C=d
RUN apt-get update && \\
    pip install flask
CMD ["flask", "run", "--host", "0.0.0.0"]
""",
    "ini": """[uwsgi]
module = app:app
[Service]
ExecStart=/usr/bin/gunicorn app
[tool:pytest]
env =
    A=b
[tool.pytest.ini_options]
[program:web]
command=gunicorn app
""",
    "shell": """#!/bin/sh
export DB_URL=postgres://a:b@c/d
if [ -f x ]; then
  flask db upgrade && gunicorn -b :80 app
fi
while true; do
  sleep 1
""",
    "python": """import os
from app import db
class Config(Base):
    PASSWORD = os.environ.get('PASSWORD', 'x')
    def a(self, b=1):
        return connect(host='a', password="b")
if __name__ == '__main__':
    app.run(host='0.0.0.0', port=5000)
""",
    "toml": """[project]
dependencies = [
  "flask>=2",
]
[tool.poetry.dependencies]
python = "^3.8"
""",
    "requirements": """flask==2.0 \\
    --hash=sha256:abc
-r base.txt
git+https://a/b@c#egg=d
""",
    "readme": """# Run
```console
$ docker run -v /logs:/logs -p 80:80 shop
$ flask run
```
Set `DB_PASSWORD` to `x`, see [docs](http://a.b/c).
""",
    "makefile": """run: build
\tflask run
\tpython app.py
""",
}
ENDINGS = (
    "\n      \n" * 40, "\n" * 60, "\t" * 60, "\n  # a" * 40, "\n  - a" * 40, "\n      a: b" * 40, " \\\n   a" * 40,
    " ab" * 60, " \"'" * 40, ", a" * 40, "_a" * 40, " --a b" * 40, ".a" * 60, "(a" * 40, "/a" * 60, "[{" * 40,
)  # fmt: skip
LONGEST = 0.5


class TooLong(Exception):
    pass


def patterns() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    """What the modules compile, once each, with the name that it has there."""
    known = set()
    for module in pkgutil.walk_packages(codemods.__path__, "codemods."):
        if not module.name.startswith("codemods.emitted") and not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                for each in within(value):
                    if each not in known:
                        known.add(each)
                        yield f"{module.name}.{name}", each


def within(value: object) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    """The patterns in a value, in tables too."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Sign):
        yield value.pattern
    elif isinstance(value, dict):
        for pair in value.items():
            yield from within(pair)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from within(each)


def texts(beginning: str) -> Iterator[str]:
    """The file up to each of its lines, with each ending, also with the ends of lines of Windows."""
    lines = beginning.splitlines()
    for number in range(1, len(lines) + 1):
        for ending in ENDINGS:
            text = "\n".join(lines[:number]) + ending + "!"
            yield text
            if ending.startswith("\n"):
                yield text.replace("\n", "\r\n")


def too_long(signum: int, frame: object) -> None:
    raise TooLong


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_no_search_takes_long(beginning: str) -> None:
    slow = set()
    hostile = [*texts(BEGINNINGS[beginning])]
    before = signal.signal(signal.SIGVTALRM, too_long)
    try:
        for name, pattern in patterns():
            for text in hostile:
                signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
                try:
                    list(pattern.finditer(text.encode() if isinstance(pattern.pattern, bytes) else text))  # type: ignore[arg-type]
                except TooLong:
                    slow.add((name, text[-12:]))
                    break
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    assert not slow
