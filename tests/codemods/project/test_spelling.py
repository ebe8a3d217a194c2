"""Where code is spelled oddly, that statement is searched as the parser reads it, and the rest as it stands."""

from pathlib import Path

import pytest

from codemods.project.project import Project


def searched(source: bytes) -> str:
    return Project(Path(), {"a.py": source}).files["a.py"].spelled.decode()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('a = "pass" "word"\nb = f ( 1 )\n# kept\nc = 2\n', "a = 'password'\nb = f(1)\n# kept\nc = 2\n"),
        ('a = connect(\n    "post"\n    "gres://x",\n)\nb = 1\n', "a = connect('postgres://x')\n\n\n\nb = 1\n"),
        ("if app . debug:  # on\n    run()\nelse:\n    stop ( )\n", "if app.debug:\n    run()\nelse:\n    stop()\n"),
        ("@app . get\nasync def view ( ):\n    '''It's \"a\" \"b\".'''\n    return  1\n",
         "@app.get\nasync def view():\n    '''It's \"a\" \"b\".'''\n    return  1\n"),
        ("try:\n    f()\nexcept a . B:\n    g (1)\n", "try:\n    f()\nexcept a.B:\n    g(1)\n"),
        ("match x:\n    case m . A:\n        f()\n", "match x:\n    case m.A:\n        f()\n"),
        ("a = 1; b = f ( 2 )\nc = 3\n", "a = 1\nb = f(2)\nc = 3\n"),
        ("if a: f ( 1 )\nc = 3\n", "if a:\n    f(1)\nc = 3\n"),
        ("x = '\uff46'\n\uff50assword = 1\n# \uff46\n", "x = '\uff46'\npassword = 1\n# \uff46\n"),
        ("import a; import b\n", "import a\nimport b\n"),
        ("f ( 1\n", "f ( 1\n"),
    ],
)  # fmt: skip
def test_only_what_is_odd_is_written_anew(source: str, expected: str) -> None:
    assert searched(source.encode()) == expected


def test_a_marked_or_coded_file_is_read_as_it_says() -> None:
    assert searched("\ufeffa = 1\n".encode()) == "a = 1\n"
    assert searched("# coding: latin-1\na = 'é'\n".encode("latin-1")) == "a = 'é'"
