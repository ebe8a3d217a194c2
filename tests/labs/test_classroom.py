"""Predictions, what becomes of them, and the board that shows a class."""

from __future__ import annotations

import ast
import json
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from labs import experiments
from labs.classroom import board, progress
from labs.cli import main
from labs.experiment import Figure, Outcome, Result


def result(tree: str, lost: int) -> Result:
    return Result(1, tree, 1.0, Outcome("", [Figure("carts lost with 3 replicas", lost, "of 20", harm=lost > 0)]))


def texts(tree: ast.AST) -> Iterator[str]:
    """What the code shows, each value that is put in as a 7."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(each.value if isinstance(each, ast.Constant) else "7" for each in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_what_is_asked_is_what_the_experiments_show() -> None:
    folder = Path(experiments.__file__).parent
    shown = {text for path in folder.glob("*.py") for text in texts(ast.parse(path.read_bytes()))}
    for questions in progress.QUESTIONS.values():
        for figure in questions:
            number = "".join(filter(str.isdigit, figure))
            assert figure in shown or figure.replace(number, "7", 1) in shown, figure


def test_a_prediction_stands_beside_what_was_measured(tmp_path: Path) -> None:
    file = tmp_path / "kept" / "progress.json"
    progress.predict(1, {"carts lost with 3 replicas": 13.0}, "Aiko", file)
    progress.record(result("after", 0), file)
    progress.record(result("before", 20), file)
    progress.record(result("mine", 2), file)
    known = progress.status(file)
    assert progress.rows(known)[0] == (1, "carts lost with 3 replicas", 13.0, 20.0, "of 20")
    assert known["name"] == "Aiko"
    assert known["experiments"]["1"]["own"]["missing"] == ["carts lost with 3 replicas: 2 of 20"]
    assert progress.own(known, 1) == "not yet"
    with pytest.raises(ValueError, match="a prediction comes first"):
        progress.predict(1, {"carts lost with 3 replicas": 20.0}, file=file)
    progress.record(result("mine", 0), file)
    assert progress.own(progress.status(file), 1) == "passed"


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "status", lambda file=tmp_path / "p.json", real=progress.status: real(file))
    monkeypatch.setattr(
        progress, "predict", lambda n, a, name, real=progress.predict: real(n, a, name, tmp_path / "p.json")
    )
    run = CliRunner().invoke
    assert "asks for 3 numbers" in run(main, ["predict", "1", "3"]).output
    assert run(main, ["predict", "1", "20", "6", "7"]).exit_code == 0
    assert run(main, ["predict", "7"], input="0\n3\n").exit_code == 0
    shown = run(main, ["status"]).output
    assert "carts lost after one replica is replaced of 20" in " ".join(shown.split())
    known = json.loads(run(main, ["status", "--json"]).output)
    assert known["experiments"]["7"]["predicted"]["orders that the log still knows"] == 3
    assert "予想" in run(main, ["status", "--lang", "ja"]).output
    run(main, ["status", "--lang", "en"])


def told(name: str, **entry: object) -> dict[str, object]:
    return {"version": 1, "name": name, "experiments": {"1": entry}}


def test_the_board_shows_names_as_text_and_says_what_it_cannot_read(tmp_path: Path) -> None:
    for place, text in enumerate(
        [
            json.dumps(told("<b>Bo</b>", predicted={"photos lost": 3}, own={"passed": True})),
            json.dumps(told("Eve", predicted={"photos lost": "<script>"})),
            json.dumps(told("Old") | {"version": 7}),
            "{",
            "[]",
        ]
    ):
        (tmp_path / f"{place}.json").write_text(text)
    known, unread = board.read([tmp_path])
    page = board.page(known, unread)
    assert [each["name"] for each in known] == ["<b>Bo</b>"]
    assert [line.partition(":")[0] for line in unread] == ["1.json", "2.json", "3.json", "4.json"]
    assert "<b>Bo" not in page
    assert "<script" not in page
    assert "3 → -" in page
    assert "passed" in page


def test_the_board_is_served_on_loopback_and_read_anew(tmp_path: Path) -> None:
    server = board.serve(lambda: board.page(*board.read([tmp_path]), 5), "127.0.0.1", 0)
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        assert b"Aiko" not in urllib.request.urlopen(url).read()
        (tmp_path / "a.json").write_text(json.dumps(told("Aiko")))
        assert b"Aiko" in urllib.request.urlopen(url).read()
        server.shutdown()
