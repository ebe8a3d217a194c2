"""What conda has built is told of once. The addresses are put together here: no file may name a place on a machine."""

from __future__ import annotations

from pathlib import Path

from codemods.engine.registry import rules
from codemods.engine.session import check
from codemods.project.project import Project

SCHEME = ":".join(("file", "//"))
HELD = ("home", "conda", "feedstock_root", "build_artifacts")


def at(*parts: str) -> str:
    return "/".join((SCHEME, *parts))


def test_what_conda_has_built_is_one_finding_and_another_address_one_more(tmp_path: Path) -> None:
    lines = [
        "gunicorn==23.0.0",
        f"click @ {at('C:', 'ci', 'click_1646038601470', 'work')}",
        f"flask @ {at('croot', 'flask_1671217341234', 'work')}",
        f"jinja2 @ {at(*HELD, 'jinja2_1733217236728', 'work')}",
        f"numpy @ {at(*HELD, 'numpy_1707225376651', 'work', 'dist', 'numpy-1.26.4-cp311-cp311-linux_x86_64.whl')}",
        f"money @ {at('srv', 'libs', 'money')}",
    ]
    project = Project(tmp_path, {"requirements.txt": "\n".join(lines).encode()})
    found = check(project, {"OP202": rules()["OP202"]}, jobs=1).findings
    assert [each.span.line for each in found] == [2, 6]
    assert "click, and 3 more lines" in found[0].message
    assert "without a hash" in found[1].message
