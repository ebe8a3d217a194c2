"""What a file's code can mean is told from its bytes: comments and strings use no name, f-strings do."""

from __future__ import annotations

import pytest

from codemods.project.source_file import SourceFile
from codemods.project.text.code_bytes import code, defines, has_attribute, may_derive, may_mean
from tests.codemods.small import project


def file(text: str, **others: str) -> SourceFile:
    return project(app_py=text, **others).files["app.py"]


@pytest.mark.parametrize(
    "text",
    [
        "# cart.save()\n", "x = 'cart.save()'\n", 'x = "cart.save()"\n', '"""\ncart.save()\n"""\n',
        "'''cart.save()'''\n", "x = r'\\'  # cart.save()'\n", "x = 'it\\'s cart.save()'\n",
        'x = "#"; y = "cart.save()"\n', "cart.saved()\n",
        "save(cart)\n", "x = f'{cart}'\ny = 'cart.save()'\n", "def save(cart): ...\n",
    ],
)  # fmt: skip
def test_nothing_asks_for_the_attribute(text: str) -> None:
    assert not has_attribute(file(text), "save")


@pytest.mark.parametrize(
    "text",
    [
        "cart.save()\n", "x = '#'; cart.save()\n", 'x = "it\'s"; cart.save()\n', "x = '''\n'''; cart.save()\n",
        "x = f'{cart.save()}'\n", 'x = f"""\n{cart.save()}\n"""\n', "x = rf'{cart.save()}'\n", "x = Fr'{cart.save}'\n",
        "(cart\n    .save())\n", "cart.saved; cart.save\n", "x = '\\\\'; cart.save()\n",
        "def f(): # '\n    cart.save()\n", 'x = f"{carts["a"].save()}"\n',
    ],
)  # fmt: skip
def test_something_asks_for_the_attribute(text: str) -> None:
    assert has_attribute(file(text), "save")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from shop import save\n", True), ("from shop import (\n    load,\n    save,  # both\n)\n", True),
        ("from shop import load, \\\n    save\n", True), ("from shop import *\n", True),
        ("import shop\nshop.save\n", True),
        ("import shop.save\n", True), ("from shop import saved\n", False), ("save()\n", False),
        ("# from shop import save\n", False), ("x = 'import save'\n", False), ("def save(): ...\n", False),
    ],
)  # fmt: skip
def test_a_name_of_another_module_has_to_be_imported(text: str, expected: bool) -> None:
    assert may_mean(file(text), "save") is expected


def test_definitions() -> None:
    text = "def save(): ...\nclass Cart: ...\n# def load\nx = 'class Shop'\ndef loaded(): ...\n"
    assert [each for each in ("save", "Cart", "load", "Shop", "loaded") if defines(file(text), each)] == [
        "save", "Cart", "loaded",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("class A(Base): ...\n", True), ("class A(shop.Base, B): ...\n", True),
        ("class A(\n    B,\n    Base,\n): ...\n", True),
        ("class A[T](Base): ...\n", True), ("from shop import Base as B\nclass A(B): ...\n", True),
        ("B = shop.Base\nclass A(B): ...\n", True), ("class A(Child): ...\n", True),
        ("class A(Grandchild): ...\n", True),
        ("class A(Other): ...\n", False), ("Base()\n", False), ("class A(Based): ...\n", False),
    ],
)  # fmt: skip
def test_bases_are_told_through_all_files(text: str, expected: bool) -> None:
    shop = "class Base: ...\nclass Child(Base): ...\nclass Grandchild(Child): ...\n"
    assert may_derive(file(text, shop_py=shop), "Base") is expected


def test_what_is_left_is_code() -> None:
    assert code(file("x = 'a'  # b\ny = f'{z}'\n")).split() == [b"x", b"=", b"y", b"=", b"f", b"f'{z}'"]
