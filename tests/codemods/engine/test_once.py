"""What a rule says in the same words of a file, or of a service, is one finding with its places."""

from __future__ import annotations

from pathlib import Path

from codemods.engine.registry import select
from codemods.engine.session import check
from codemods.project.project import Project

APPENDS = b'import os\nimport sys\n\nsys.path.append(os.path.join(os.path.dirname(__file__), ".."))\nimport shop\n'
CLIENT = b'import pymongo\n\none = pymongo.MongoClient("mongodb://db/shop")\n'


def test_places_of_a_service_are_one_finding(tmp_path: Path) -> None:
    project = Project(tmp_path, {"shop.py": b"", "tools/a.py": APPENDS, "tools/b.py": APPENDS, "c.py": APPENDS})
    (found,) = check(project, select(("OP205",)), jobs=1).findings
    assert (found.path, found.span.line) == ("c.py", 4)
    assert found.also == (("tools/a.py", 4), ("tools/b.py", 4))


def test_places_of_a_file_are_one_finding(tmp_path: Path) -> None:
    twice = CLIENT + b'two = pymongo.MongoClient("mongodb://db/stock")\n'
    project = Project(tmp_path, {"a.py": twice, "b.py": CLIENT})
    found = check(project, select(("OP805",)), jobs=1).findings
    assert [(each.path, each.span.line, each.also) for each in found] == [("a.py", 3, (("a.py", 4),)), ("b.py", 3, ())]
