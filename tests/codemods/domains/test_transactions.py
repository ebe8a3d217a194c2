"""What a commit cuts in two, and where a function has too many commits to be one unit of work."""

from __future__ import annotations

from pathlib import Path

import pytest

from codemods.domains.database.transactions import MOST
from codemods.engine.registry import select
from codemods.engine.session import check
from codemods.project.project import Project

VIEW = """\
from flask import Flask
from models import Line, Order, db

app = Flask(__name__)


@app.post("/orders")
def order():
    row = Order()
    db.session.add(row)
    db.session.commit()
"""
LINE = "    db.session.add(Line(order=row))\n    db.session.commit()\n"


@pytest.mark.parametrize(("commits", "found"), [(2, True), (MOST, True), (MOST + 1, False), (3_000, False)])
def test_a_function_that_fills_a_database_is_no_unit_of_work(tmp_path: Path, commits: int, found: bool) -> None:
    source = f"{VIEW}{LINE * (commits - 1)}    return ''\n"
    findings = check(Project(tmp_path, {"app.py": source.encode()}), select(("OP323",)), jobs=1).findings
    assert bool(findings) is found
