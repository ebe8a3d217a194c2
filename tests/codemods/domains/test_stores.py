"""The stores of a service: which operations belong together, which are state, what stands in the way of a move."""

from __future__ import annotations

import pytest

from codemods.domains.state.operations import operations
from codemods.domains.state.path_keys import Key
from codemods.domains.state.stores import Store, stores
from tests.codemods.small import project

HEAD = "import os\nfrom pathlib import Path\nfrom flask import Flask, request, send_file\napp = Flask(__name__)\n"


def found(body: str, **files: str) -> list[Store]:
    """The stores of a service whose one view has this body."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return stores(project(app_py=f'{HEAD}@app.post("/")\ndef view():\n{lines}', **files), "")


def only(body: str, **files: str) -> Store:
    """The only store."""
    (store,) = found(body, **files)
    return store


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (Key("uploads/"), Key("uploads/a.png", whole=True), True),
        (Key("uploads", whole=True), Key("uploads/"), True),
        (Key("sess-"), Key("sess-1", whole=True), True),
        (Key("sess-"), Key("cart-"), False),
        (Key("a.txt", whole=True), Key("a.txt.old", whole=True), False),
    ],
)
def test_keys_meet_in_both_directions(one: Key, other: Key, meet: bool) -> None:
    assert one.meets(other) is meet
    assert other.meets(one) is meet


def test_a_folder_and_its_files_are_one_store() -> None:
    store = only('os.makedirs("notes")\nopen("notes/a.txt", "w")\nopen(f"notes/{request.path}")\nopen("words.txt")')
    assert [(each.does, each.function) for each in store.operations] == [
        ("make", "makedirs"), ("write", "open"), ("read", "open"),
    ]  # fmt: skip
    assert (store.name, store.obstacle, store.home) == ("notes", "", "storage.py")


def test_both_paths_of_a_call_are_of_one_store() -> None:
    store = only('os.rename("new/a", "old/a")\nos.path.exists("old/a")\nos.path.exists("new/a")')
    assert [each.does for each in store.operations] == ["write", "write", "ask", "ask"]


def test_stores_that_share_nothing_are_apart() -> None:
    assert sorted(each.name for each in found('open("a.txt", "w")\nopen("b.txt", "w")')) == ["a.txt", "b.txt"]


def test_what_is_only_read_logged_or_taken_away_again_is_no_state() -> None:
    assert found('open("a.txt")') == []
    assert found('open("hooks.log", "a")\nopen("static/hook_log.json", "w")') == []
    assert found('open("x.bin", "wb")\nos.remove("x.bin")') == []
    assert stores(project(tool_py='open("a.txt", "w")'), "") == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('open("a.txt", "a")', "calls open in a way"),
        ('open("/srv/a.txt", "w")', "written from the root of the disk"),
        ('open("../a.txt", "w")', "may lie outside"),
        ('open("app/static/a.txt", "w")', "browsers fetch"),
        ('open(os.path.join(app.static_folder, "i/a.png"), "wb")', "shows as it is"),
        ('open("server.key", "w")', "a secret"),
        ('open(request.path, "w")', "nothing is known of the path"),
        ('path = "a.txt"\nopen(path, "w")\nupload(path)', "app.py:9 uses the path for something else"),
        ('open("a.txt", "w")\nsend_file("a.txt", attachment_filename="b")', "calls send_file in a way"),
        ('Path("notes").joinpath("a").write_text("x")', "write_text in a way"),
        ('model.save("a/b.png")', "calls model.save in a way"),
    ],
)
def test_what_stands_in_the_way(body: str, reason: str) -> None:
    assert reason in only(body).obstacle


def test_an_upload_is_followed_through_the_functions_that_pass_it_on() -> None:
    keep = 'def keep(photo):\n    photo.save("photos/a.png")\n'
    view = '@app.post("/")\ndef view():\n    keep(request.files["photo"])\n'
    (store,) = stores(project(app_py=HEAD + keep + view), "")
    assert (store.operations[0].function, store.obstacle) == ("save", "")
    other = '@app.put("/")\ndef put():\n    keep(model())\n'
    (store,) = stores(project(app_py=HEAD + keep + view + other), "")
    assert "calls photo.save" in store.obstacle


def test_nothing_moves_where_tests_replace_what_is_called_or_files_are_named() -> None:
    body = 'open("a.txt", "w")'
    assert "tests/test_a.py:1 replaces" in only(body, tests__test_a_py='patch("builtins.open")').obstacle
    assert "Dockerfile names" in only(body, Dockerfile="FROM python\nCOPY app.py .\n").obstacle
    assert only(body, Dockerfile="FROM python\nCOPY . .\n", tests__test_a_py='open("app.py")').obstacle == ""


def test_code_that_nothing_runs_is_state_where_a_request_reads_it_near_an_application() -> None:
    album = 'class Album:\n    def add(self, name):\n        open("album/" + name, "w")\n'
    view = '@app.get("/<name>")\ndef view(name):\n    return open("album/" + name).read()\n'
    (store,) = stores(project(app_py=HEAD + view, album_py=album), "")
    assert store.obstacle
    assert stores(project(app_py=HEAD, album_py=album), "") == []
    assert stores(project(web__app_py=HEAD + view, tools__album_py=album), "") == []
    assert stores(project(app_py=HEAD + view, album_py=f"import click\n{album}"), "") == []


def test_another_module_of_that_name_stands_in_the_way() -> None:
    body = 'open("a.txt", "w")'
    assert only(body, storage_py="x = 1").obstacle == "storage.py is another module"
    files = {"shop__init_py": "storage = object()", "shop__notes_py": 'def put():\n    open("a.txt", "w")\n'}
    view = 'from shop.notes import put\n@app.post("/")\ndef view():\n    put()\n'
    (store,) = stores(project(app_py=HEAD + view, **files), "")
    assert store.obstacle == "shop/storage.py is another module"


def test_a_served_file_that_nothing_brings_is_state_beside_what_is_written() -> None:
    names = {each.name: each.obstacle for each in found('open("sheets/a.csv", "w")\nsend_file("sheets/b.csv")')}
    assert names == {
        "sheets/a.csv": "",
        "sheets/b.csv": "nothing in the code writes sheets/b.csv, so something else does",
    }


def test_an_unreadable_file_has_no_operations() -> None:
    assert operations(project(a_py="open('a' 'w'").files["a.py"]) == []


def test_a_method_that_saves_its_own_object_gets_no_upload() -> None:
    saved = (
        "class A:\n    def save(self, model):\n        self.save(model)\n\n    def run(self):\n        self.save()\n"
    )
    assert operations(project(service_py=saved).files["service.py"]) == []
