"""Fixing: what proves wrong is dropped, the rest stays, groups are whole, it ends, and twice is the same as once."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from codemods.engine.batches import choose, units
from codemods.engine.fix import Fixed, fix
from codemods.engine.registry import select
from codemods.engine.session import check
from codemods.vocabulary.finding import Safety, Site
from codemods.vocabulary.rule import Rule, Skip
from tests.codemods.trees import by_code, plant, project, renaming


def fixed(files: Mapping[str, str], *rules: Rule, root: Path | None = None, unsafe: bool = False, **more: Any) -> Fixed:
    """The result of a fix; a second one must change nothing."""
    whole = project(files, root) if root else project(files)
    result = fix(whole, by_code(*rules), unsafe, jobs=1, **more)
    again = fix(result.after, by_code(*rules), unsafe, jobs=1, **more)
    assert again.changes == {}
    return result


def texts(result: Fixed) -> dict[str, str]:
    return {path: data.decode() for path, data in result.changes.items()}


@pytest.mark.parametrize(
    ("becomes", "reason"),
    [
        ("bad(1)", "OP791 would still stand"),
        ("worse()", "OP792 would still stand"),
        ("(yield)", "would not parse"),
    ],
)
def test_a_fix_that_proves_wrong_is_dropped_and_the_others_stay(becomes: str, reason: str) -> None:
    rules = renaming("OP791", {"bad": becomes, "good": "fine"}), renaming("OP792", {"worse": "x"}, Safety.NONE)
    result = fixed({"a.py": "good()\nbad()\ngood()\n", "b.py": "good()\n"}, *rules)
    assert texts(result) == {"a.py": "fine()\nbad()\nfine()\n", "b.py": "fine()\n"}
    assert [(each.path, each.line) for each in result.dropped] == [("a.py", 2)]
    assert reason in result.dropped[0].message
    assert len(result.fixed) == 3
    assert [each.span.line for each in result.left.findings] == [2]


def test_one_of_equal_findings_fails() -> None:
    rule = renaming("OP791", {"bad": "bad"})
    seen = []

    @rule.rewrite("Call", role="picky")
    def picky(node: Any, finding: Any, edit: Any) -> Any:
        import libcst as cst

        seen.append(finding.span.line)
        if not node.args:
            raise Skip("it has no arguments")
        return node.with_changes(func=cst.Name("fine"))

    rule.finders.clear()

    @rule.find(ast.Call)
    def find(node: ast.Call, file: Any) -> Iterator[Any]:
        if isinstance(node.func, ast.Name) and node.func.id == "bad":
            yield file.finding(rule, node, "bad is called", "no", sites=(file.site(node, "picky"),))

    result = fixed({"a.py": "bad()\nbad(1)\nbad()\nbad(2)\n"}, rule)
    assert texts(result) == {"a.py": "bad()\nfine(1)\nbad()\nfine(2)\n"}
    assert [each.line for each in result.dropped] == [1, 3]
    assert len(seen) < 30


def test_one_of_two_findings_in_the_same_words_fails() -> None:
    rule = renaming("OP791", {"bad": "fine"})
    inner = rule.rewriters[0][2]

    def picky(node: Any, finding: Any, edit: Any) -> Any:
        if finding.span.line == 1:
            raise Skip("not the first")
        return inner(node, finding, edit)

    rule.rewriters = [("Call", "", picky)]
    result = fixed({"a.py": "bad()\nbad()\nbad()\n"}, rule)
    assert texts(result) == {"a.py": "bad()\nfine()\nfine()\n"}


def test_one_pass_takes_nothing_that_overlaps() -> None:
    rules = by_code(renaming("OP791", {"outer": "fuori"}), renaming("OP792", {"inner": "dentro"}))
    found = check(project({"a.py": "outer(inner()); inner()\n"}), rules, jobs=1).findings
    (batch,) = choose(units(found, False), set())
    assert sorted(each.findings[0].rule for each in batch) == ["OP791", "OP792"]
    assert len(units(found, False)) == 3
    (alone,) = choose(units(found, False), {"a.py"})
    assert len(alone) == 1


@pytest.mark.parametrize("error", [ValueError("no"), RecursionError(), KeyError("x"), AssertionError()])
def test_a_rewriter_that_fails_costs_only_its_fix(error: Exception) -> None:
    broken = renaming("OP791", {"bad": "x"})
    broken.rewriters = [("Call", "", lambda *_: (_ for _ in ()).throw(error))]
    result = fixed({"a.py": "good()\nbad()\n"}, broken, renaming("OP792", {"good": "fine"}))
    assert texts(result) == {"a.py": "fine()\nbad()\n"}
    assert len(result.dropped) == 1


def test_a_finder_that_fails_costs_only_its_rule_in_that_file() -> None:
    broken = Rule("OP791", "broken", needles=("bad",))

    @broken.find(ast.Call)
    def find(node: ast.Call, file: Any) -> Iterator[Any]:
        raise ZeroDivisionError("never shown: it may hold somebody's source")
        yield

    checked = check(project({"a.py": "good()\nbad()\n"}), by_code(broken, renaming("OP792", {"good": "fine"})), jobs=1)
    assert [each.rule for each in checked.findings] == ["OP792"]
    assert "OP791 failed here: ZeroDivisionError" in checked.problems[0].message
    assert "never shown" not in checked.problems[0].message


def test_a_group_is_whole_or_not_at_all_across_files() -> None:
    rule = renaming("OP791", {"one": "uno", "two": "two(1)", "three": "tre", "four": "quattro"})
    pairs = {"one": "a", "two": "a", "three": "b", "four": "b"}
    rule.finders[0] = (ast.Call, _grouped(rule, pairs))
    result = fixed({"a.py": "one()\nthree()\n", "b.py": "two()\nfour()\n"}, rule)
    assert texts(result) == {"a.py": "one()\ntre()\n", "b.py": "two()\nquattro()\n"}
    assert {(each.path, each.line) for each in result.dropped} == {("a.py", 1), ("b.py", 1)}


def _grouped(rule: Rule, groups: Mapping[str, str], safeties: Mapping[str, Safety] | None = None) -> Any:
    def find(node: ast.Call, file: Any) -> Iterator[Any]:
        if isinstance(node.func, ast.Name) and node.func.id in groups:
            name = node.func.id
            safety = (safeties or {}).get(name, Safety.SAFE)
            yield file.finding(rule, node, f"{name} is called", "no", group=groups[name], safety=safety)

    return find


def test_a_group_is_as_unsafe_as_its_worst_part() -> None:
    rule = renaming("OP791", {"one": "uno", "two": "due"})
    rule.finders[0] = (ast.Call, _grouped(rule, {"one": "a", "two": "a"}, {"two": Safety.UNSAFE}))
    files = {"a.py": "one()\n", "b.py": "two()\n"}
    assert texts(fixed(files, rule)) == {}
    assert texts(fixed(files, rule, unsafe=True)) == {"a.py": "uno()\n", "b.py": "due()\n"}


def test_unsafe_fixes_wait_to_be_asked_for() -> None:
    rule = renaming("OP791", {"bad": "fine"}, Safety.UNSAFE)
    assert texts(fixed({"a.py": "bad()\n"}, rule)) == {}
    assert texts(fixed({"a.py": "bad()\n"}, rule, unsafe=True)) == {"a.py": "fine()\n"}


def test_overlapping_places_take_turns() -> None:
    outer, inner = renaming("OP791", {"outer": "fuori"}), renaming("OP792", {"inner": "dentro"})
    result = fixed({"a.py": "outer(inner(outer(inner())))\n"}, outer, inner)
    assert texts(result) == {"a.py": "fuori(dentro(fuori(dentro())))\n"}


def test_places_before_and_behind_on_one_line() -> None:
    result = fixed({"a.py": "x = [bad(), 'é', bad(), bad()]\n"}, renaming("OP791", {"bad": "much_longer"}))
    assert texts(result) == {"a.py": "x = [much_longer(), 'é', much_longer(), much_longer()]\n"}


def test_two_rules_that_undo_each_other_end() -> None:
    result = fixed({"a.py": "one()\ntwo()\n"}, renaming("OP791", {"one": "two"}), renaming("OP792", {"two": "one"}))
    assert texts(result) == {}
    assert len(result.dropped) == 2


def test_rules_that_undo_each_other_across_files_end() -> None:
    """Each fix moves the fault to the other file, where looking again finds it."""
    rule = Rule("OP791", "moves", needles=("flag",))

    @rule.find(ast.Assign)
    def find(node: ast.Assign, file: Any) -> Iterator[Any]:
        others = [each for each in file.project.python() if each is not file]
        if any("flag = 1" in each.text for each in others) == ("flag = 1" in file.text):
            yield file.finding(rule, node, "flag", "no", data={"now": file.text})

    @rule.rewrite("Assign")
    def rewrite(node: Any, finding: Any, edit: Any) -> Any:
        import libcst as cst

        return node.with_changes(value=cst.Integer("0" if "1" in finding.data["now"] else "1"))

    result = fix(project({"a.py": "flag = 1\n", "b.py": "flag = 1\n"}), by_code(rule), jobs=1)
    assert set(result.changes) <= {"a.py", "b.py"}


def test_what_one_fix_opens_the_next_pass_fixes() -> None:
    first = renaming("OP791", {"one": "uno"})
    second = Rule("OP792", "second", needles=("two",))

    @second.find(ast.Call)
    def find(node: ast.Call, file: Any) -> Iterator[Any]:
        ready = all("one()" not in each.text for each in file.project.python())
        if isinstance(node.func, ast.Name) and node.func.id == "two" and ready:
            yield file.finding(second, node, "two", "no")

    second.rewriters = [("Call", "", lambda node, *_: node.with_changes(func=node.func.with_changes(value="due")))]
    assert texts(fixed({"a.py": "one()\n", "b.py": "two()\n"}, first, second)) == {"a.py": "uno()\n", "b.py": "due()\n"}


def test_what_the_owner_ignores_is_neither_fixed_nor_in_the_way() -> None:
    ignored, rule = renaming("OP791", {"old": "older"}), renaming("OP792", {"bad": "fine"})
    result = fixed(
        {"a.py": "old()\nbad()\n"}, ignored, rule,
        keep=lambda findings: [each for each in findings if each.rule != "OP791"],
    )  # fmt: skip
    assert texts(result) == {"a.py": "old()\nfine()\n"}


def test_two_fixes_that_add_different_files_of_one_name() -> None:
    rule = renaming("OP791", {"one": "uno", "two": "due"})
    inner = rule.rewriters[0][2]

    def adding(node: Any, finding: Any, edit: Any) -> Any:
        edit.add_file("added.py", f"# for {node.func.value}\n")
        return inner(node, finding, edit)

    rule.rewriters = [("Call", "", adding)]
    result = fixed({"a.py": "one()\n", "b.py": "two()\n"}, rule)
    assert texts(result) == {"a.py": "uno()\n", "added.py": "# for one\n"}
    assert "added.py exists already" in result.dropped[0].message


def test_a_file_in_the_way_stays(tmp_path: Path) -> None:
    rule = renaming("OP791", {"one": "uno"})
    rule.rewriters = [("Call", "", lambda node, finding, edit: edit.add_file("ignored.py", "x = 1\n"))]
    plant(tmp_path, {"ignored.py": "mine = 1\n"})
    result = fixed({"a.py": "one()\n"}, rule, root=tmp_path)
    assert texts(result) == {}
    assert "ignored.py exists already" in result.dropped[0].message


def test_a_site_that_is_not_there() -> None:
    rule = renaming("OP791", {"one": "uno"})
    rule.finders[0] = (ast.Call, _at_wrong_place(rule))
    result = fixed({"a.py": "x = one()\n"}, rule)
    assert texts(result) == {}
    assert "no Call stands at line 1" in result.dropped[0].message


def _at_wrong_place(rule: Rule) -> Any:
    def find(node: ast.Call, file: Any) -> Iterator[Any]:
        span = file.span(node)
        wrong = type(span)(span.line, span.column + 1, span.end_line, span.end_column)
        yield file.finding(rule, node, "one", "no", sites=(Site(file.path, wrong),))

    return find


def test_a_password_stays_where_its_twin_cannot_go(tmp_path: Path) -> None:
    password = 'MAIL_PASSWORD = "q7Rw2LpX9vTz"\n'
    files = {
        "mail.py": f"from dotenv import load_dotenv\n\nload_dotenv()\n\n\ndef os():\n    return 1\n\n\n{password}",
        "worker.py": password,
    }
    result = fixed(files, *select(("OP503",)).values(), root=tmp_path, unsafe=True)
    assert texts(result) == {}
    assert [(each.path, each.message.partition(": ")[2]) for each in result.dropped] == [
        ("mail.py", "the file uses the name os for something else"),
        ("worker.py", "the same value stays in mail.py:10"),
    ]
