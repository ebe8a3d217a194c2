"""Rules whose fixes wait for those of all others."""

from codemods.engine.fix import fix
from tests.codemods.trees import by_code, project, renaming


def test_a_rule_that_comes_last_sees_what_all_others_made() -> None:
    late, early = renaming("OP790", {"bad": "late"}), renaming("OP791", {"bad": "early", "new": "newer"})
    late.last = True
    tree = project({"a.py": "bad()\nnew()\n"})
    assert fix(tree, by_code(late, early), jobs=1).changes == {"a.py": b"early()\nnewer()\n"}
    assert fix(tree, by_code(late), jobs=1).changes == {"a.py": b"late()\nnew()\n"}


def test_what_a_fix_leaves_to_a_rule_that_comes_last_does_not_stop_it() -> None:
    late, early = renaming("OP790", {"bad": "good"}), renaming("OP791", {"worse": "bad"})
    late.last = True
    assert fix(project({"a.py": "worse()\n"}), by_code(late, early), jobs=1).changes == {"a.py": b"good()\n"}
