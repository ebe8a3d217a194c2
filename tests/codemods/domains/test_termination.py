"""Which functions are taken to come to an end by themselves."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from codemods.domains.runtime.termination import ends
from codemods.model.strings import keyword
from codemods.project.project import Project

ENDS = [
    "def work():\n    print('done')",
    "def work():\n    for each in ('a', 'b'):\n        print(', '.join([each]))\n    time.sleep(5)",
    "def work():\n    inner()\n    inner()\n\ndef inner():\n    requests.get('http://a.example')",
    "work = lambda: print('done')",
]
MAY_LAST = [
    "def work():\n    while more():\n        print('on')",
    "def work():\n    time.sleep(6)",
    "def work():\n    time.sleep(DELAY)",
    "def work():\n    inner()\n\ndef inner():\n    server.serve_forever()",
    "def work():\n    for each in itertools.count():\n        print(each)",
    "def work():\n    for each in pubsub.listen():\n        print(each)",
    "def work():\n    print(jobs.get())",
    "def work():\n    other.join()",
    "def work():\n    inner()\n\ndef inner():\n    work()",
    "def work():\n    threading.Timer(5, work).start()",
    "@again\ndef work():\n    print('done')",
    "async def work():\n    print('done')",
    "from elsewhere import work",
    "if early:\n    def work():\n        print('a')\nelse:\n    def work():\n        while True:\n            pass",
]
AT_WORK = "\n\nthreading.Thread(target=work)\n"


def works(source: str) -> bool:
    """Whether `work` of the source ends."""
    project = Project(Path("nowhere"), {"app.py": ("import itertools\nimport time\n" + source + AT_WORK).encode()})
    file = project.files["app.py"]
    target = next(each for call in file.nodes(ast.Call) if (each := keyword(call, "target")))
    return ends(file, target.value)


@pytest.mark.parametrize("source", ENDS)
def test_ends(source: str) -> None:
    assert works(source)


@pytest.mark.parametrize("source", MAY_LAST)
def test_may_last(source: str) -> None:
    assert not works(source)
