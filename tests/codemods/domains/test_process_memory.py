"""What a process keeps between requests, asked in small services."""

from __future__ import annotations

import pytest

from codemods.domains.state.memory.process_memory import shared
from tests.codemods.small import project

HEAD = "import collections\nfrom flask import Flask\napp = Flask(__name__)\n"


def names(body: str, top: str = "", **files: str) -> list[str]:
    """What a service shares whose one view has this body."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    tree = project(app_py=f'{HEAD}{top}\n@app.post("/")\ndef view(key=1):\n{lines}', **files)
    return sorted(each.name for each in shared(tree, ""))


@pytest.mark.parametrize(
    "change",
    ["votes[key] = 1", "votes[key] += 1", "votes[key][1] = 2", "del votes[key]", "votes.update(a=1)",
     "votes[key].append(1)", "global votes\nvotes |= {1: 2}"],
)  # fmt: skip
def test_each_way_to_change_a_collection(change: str) -> None:
    assert "votes" in names(change, "votes = {}")
    assert "votes" in names(change, "votes: dict = collections.defaultdict(list)")


def test_what_is_read_is_not_shared_and_what_is_local_neither() -> None:
    assert names("return votes[key]", "votes = {}") == []
    assert names("votes = {}\nvotes[key] = 1", "votes = {}") == []


def test_a_collection_of_another_module_in_both_spellings() -> None:
    other = {"state_py": "BLOCKED = set()\n"}
    assert names("BLOCKED.add(key)", "from state import BLOCKED", **other) == ["BLOCKED"]
    assert names("state.BLOCKED.add(key)", "import state", **other) == ["BLOCKED"]


def test_the_only_instance_of_a_module_and_an_attribute_of_a_class() -> None:
    add = "    def add(self, a):\n        self.seen.append(a)\n"
    tracker = f"class Tracker:\n    def __init__(self):\n        self.seen = []\n{add}"
    assert names("one.add(key)", f"{tracker}one = Tracker()\n") == ["seen"]
    assert names("Tracker().add(key)", tracker) == []
    assert names("Tracker().add(key)", f"class Tracker:\n    seen = []\n{add}") == ["seen"]


def test_a_global_that_gets_another_value_and_one_that_gets_its_first() -> None:
    assert names("global count\ncount += 1", "count = 0") == ["count"]
    assert names("global shop\nif shop is None:\n    shop = key", "shop = None") == []
    assert names("global shop\nshop = None", "shop = None") == []


def test_a_cache_by_hand_and_code_that_serves_nobody() -> None:
    assert names("if key not in rates:\n    rates[key] = 1\nreturn rates[key]", "rates = {}") == []
    assert names("if key not in users:\n    users[key] = 1", "users = {}") == ["users"]
    assert names("return ''", 'done = []\n@app.cli.command("x")\ndef seed():\n    done.append(1)') == []


TABLE = "from sqlalchemy import Table\nclass Base: pass\nmapped = {}\nmetadata = None\n"


@pytest.mark.parametrize(
    "change",
    ["mapped[key] = type('Column', (Base,), {'id': key})", "made = type('Column', (Base,), {})\nmapped[key] = made",
     "class Column(Base):\n    pass\nmapped[key] = Column", "mapped[key] = Base", "mapped[key] = Table(key, metadata)",
     "mapped.update({key: type('Column', (Base,), {})})", "mapped.setdefault(key, type('Column', (Base,), {}))",
     "global metadata\nmetadata = type('Column', (Base,), {})"],
)  # fmt: skip
def test_classes_are_no_state(change: str) -> None:
    assert names(change, TABLE) == []


@pytest.mark.parametrize(
    "change",
    ["mapped[key] = Base()", "mapped[type(key)] = key", "mapped[key] = {'kind': Base, 'id': key}",
     "made = Base if key else key\nmapped[key] = made", "mapped.update({})"],
)  # fmt: skip
def test_what_only_names_a_class_is(change: str) -> None:
    assert names(change, TABLE) == ["mapped"]
