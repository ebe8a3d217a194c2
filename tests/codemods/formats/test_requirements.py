"""Requirements files: lines, what they name, whether they say which version."""

import pytest

from codemods.formats.requirements import normalised, parse

WHOLE = """\
# What the shop needs
-r base.txt
-cconstraints.txt
--extra-index https://wheels.example/simple

Flask == 3.1.3  # pinned
psycopg[binary]>=3 ; python_version < "3.13"
blinker==1.9.0 \\
    --hash=sha256:b4ce \\
    --hash=sha256:ba0e
    # via flask
zope.interface_x (===5.0)
-e git+https://example.com/lib.git@0123abcd#egg=My_Lib
Some text that is none
./packages/money
"""


def test_every_line_of_a_file() -> None:
    lines = parse(WHOLE).lines
    assert [(each.kind, each.name or each.target, each.span.line, each.span.end_line) for each in lines] == [
        ("include", "base.txt", 2, 2), ("constraint", "constraints.txt", 3, 3),
        ("option", "https://wheels.example/simple", 4, 4), ("name", "flask", 6, 6), ("name", "psycopg", 7, 7),
        ("name", "blinker", 8, 10), ("name", "zope-interface-x", 12, 12), ("editable", "my-lib", 13, 13),
        ("path", "./packages/money", 15, 15),
    ]  # fmt: skip
    assert [each.version for each in lines if each.kind == "name"] == ["3.1.3", "", "1.9.0", "5.0"]
    assert [each.hashed for each in lines if each.kind == "name"] == [False, False, True, False]
    assert lines[3].text == "Flask == 3.1.3"
    assert (lines[3].span.column, lines[3].span.end_column) == (1, 15)
    assert lines[4].extras == "[binary]"
    assert parse(WHOLE).hashed
    assert len(parse(WHOLE).requirements) == 6


@pytest.mark.parametrize(
    ("line", "pinned"),
    [
        ("a", False), ("a>=1", False), ("a==1.*", False), ("a~=1.0", False), ("a==1,<2", False), ("a==1", True),
        ("a===1", True), ("a==1 --no-binary=a", True),
        ("a (==1)", True), ("a==1 ; os_name == 'nt'", True), ("a @ https://e.example/a.whl", False),
        ("a @ https://e.example/a.whl#sha256=00ff", True), ("https://e.example/a.zip --hash=sha256:00", True),
        ("git+https://e.example/a.git", False), ("git+https://e.example/a.git@main", False),
        ("git+https://e.example/a.git@0123abc#egg=a", True), ("a @ git+ssh://git@e.example/a@v1.2", False), (".", True),
    ],
)  # fmt: skip
def test_what_always_means_the_same(line: str, pinned: bool) -> None:
    (found,) = parse(line).lines
    assert found.pinned is pinned


def test_names_are_compared_as_indexes_do() -> None:
    assert normalised("Zope._-Interface") == "zope-interface"


def test_line_ends_and_a_last_line_that_continues() -> None:
    assert [each.name for each in parse("\ufeffa==1\r\nb \\\r\n  --hash=sha256:00\r\nc \\").lines] == ["a", "b", "c"]
