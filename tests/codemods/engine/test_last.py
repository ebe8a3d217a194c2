"""Rules whose fixes wait for those of all others."""

from codemods.engine.fix import fix
from tests.codemods.trees import by_code, project, renaming


def test_a_rule_that_comes_last_sees_what_all_others_made() -> None:
    late, early = renaming("OP790", {"bad": "late"}), renaming("OP791", {"bad": "early", "new": "newer"})
    late.last = True
    tree = project({"a.py": "bad()\nnew()\n"})
    assert fix(tree, by_code(late, early), jobs=1).changes == {"a.py": b"early()\nnewer()\n"}
    assert fix(tree, by_code(late), jobs=1).changes == {"a.py": b"late()\nnew()\n"}
