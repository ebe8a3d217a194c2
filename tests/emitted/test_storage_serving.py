"""A browser gets the same answer whether the file lies on the disk or in the bucket."""

import io
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage

CONTENT = bytes(range(256)) * 40


@pytest.fixture(params=["disk", "bucket"])
def client(
    request: pytest.FixtureRequest, home: Path, storage_module: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> FlaskClient:
    if request.param == "bucket":
        monkeypatch.setenv("STATE_URL", request.getfixturevalue("bucket").url)
    storage_module.makedirs("uploads", exist_ok=True)
    storage_module.makedirs("static/img", exist_ok=True)
    storage_module.save(FileStorage(io.BytesIO(CONTENT)), "uploads/photo.png")
    storage_module.save(FileStorage(io.BytesIO(b"a,b\n")), "uploads/report.csv.gz")
    storage_module.save(FileStorage(io.BytesIO(b"secret")), "secret.txt")
    return application(storage_module, home).test_client()


def application(storage: ModuleType, home: Path) -> Flask:
    app = Flask("service", root_path=str(home))

    @app.get("/directory/<path:name>")
    def directory(name: str) -> Any:
        return storage.send_from_directory("uploads", name, **options())

    @app.get("/absolute/<path:name>")
    def absolute(name: str) -> Any:
        return storage.send_from_directory(home / "uploads", name)

    @app.get("/file/<path:name>")
    def file(name: str) -> Any:
        return storage.send_file(f"uploads/{name}", **options())

    @app.get("/typed/<path:name>")
    def typed(name: str) -> Any:
        return storage.send_file(Path("uploads", name), "application/pdf")

    @app.get("/memory")
    def memory() -> Any:
        return storage.send_file(io.BytesIO(b"made just now"), mimetype="text/plain")

    @app.get("/url")
    def url() -> Any:
        return storage.url("static/img/logo 1.png")

    def options() -> dict[str, object]:
        return {"as_attachment": True, "download_name": "named.txt"} if "attach" in request.args else {}

    return app


@pytest.mark.parametrize("path", ["/directory/photo.png", "/absolute/photo.png", "/file/photo.png"])
def test_a_file(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.data) == (200, CONTENT)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Length"] == str(len(CONTENT))
    assert answer.headers["Content-Disposition"] == "inline; filename=photo.png"
    assert answer.headers["ETag"]
    assert answer.headers["Last-Modified"]
    head = client.head(path)
    assert (head.status_code, head.data, head.headers["Content-Length"]) == (200, b"", str(len(CONTENT)))


def test_options(client: FlaskClient) -> None:
    for path in ("/directory/photo.png?attach", "/file/photo.png?attach"):
        answer = client.get(path)
        assert answer.headers["Content-Disposition"] == "attachment; filename=named.txt"
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert client.get("/typed/photo.png").headers["Content-Type"] == "application/pdf"
    assert client.get("/memory").data == b"made just now"


def test_guessed_types(client: FlaskClient) -> None:
    answer = client.get("/file/report.csv.gz")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Encoding"] == "gzip"


def test_an_unchanged_file_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/directory/photo.png")
    for header in ({"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": first.headers["Last-Modified"]}):
        again = client.get("/directory/photo.png", headers=header)
        assert (again.status_code, again.data) == (304, b"")
    changed = client.get("/directory/photo.png", headers={"If-None-Match": '"other"'})
    assert changed.status_code == 200


@pytest.mark.parametrize(
    ("asked", "status", "sent", "place"),
    [
        ("bytes=0-9", 206, CONTENT[:10], "0-9"),
        ("bytes=10000-", 206, CONTENT[10000:], "10000-10239"),
        ("bytes=-5", 206, CONTENT[-5:], "10235-10239"),
        ("bytes=0-0,5-9", 416, None, ""),
        ("bytes=99999-", 416, None, ""),
    ],
)
def test_ranges(client: FlaskClient, asked: str, status: int, sent: "bytes | None", place: str) -> None:
    answer = client.get("/file/photo.png", headers={"Range": asked})
    assert answer.status_code == status
    if sent is not None:
        assert answer.data == sent
        assert answer.headers["Content-Length"] == str(len(sent))
        assert answer.headers["Content-Range"] == f"bytes {place}/{len(CONTENT)}"


def test_a_range_is_the_store_s_to_cut(
    client: FlaskClient, storage_module: ModuleType, request: pytest.FixtureRequest
) -> None:
    if "disk" in request.node.name:
        pytest.skip("the disk can be read from anywhere")
    asked = []
    events = storage_module._client(os.getpid()).meta.events
    events.register("before-send.s3", note := lambda request, **_: asked.append(request.headers.get("Range")))
    client.get("/file/photo.png", headers={"Range": "bytes=-10"})
    client.get("/file/photo.png", headers={"Range": "bytes=-10", "If-Range": '"another"'})
    events.unregister("before-send.s3", note)
    assert asked == [b"bytes=-10", None]


@pytest.mark.parametrize("path", ["/directory/none.png", "/directory/../secret.txt", "/absolute/..%2Fsecret.txt"])
def test_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_missing_file_that_the_code_names_is_an_error(client: FlaskClient) -> None:
    client.application.testing = True
    with pytest.raises(FileNotFoundError):
        client.get("/file/none.png")


def test_links(client: FlaskClient, request: pytest.FixtureRequest) -> None:
    link = client.get("/url").text
    if "bucket" in request.node.name:
        assert "/static/img/logo%201.png?" in link
        assert "X-Amz-Expires=3600" in link
    else:
        assert link == "/static/img/logo%201.png"


def test_relative_paths_start_at_the_application_s_root(
    client: FlaskClient, storage_module: ModuleType, home: Path
) -> None:
    """As Flask has it: the service writes to shop/uploads, and its package in shop/ serves uploads."""
    storage_module.makedirs("shop/uploads", exist_ok=True)
    storage_module.save(FileStorage(io.BytesIO(b"inner")), "shop/uploads/photo.png")
    inner = application(storage_module, home / "shop").test_client()
    for path in ("/directory/photo.png", "/file/photo.png"):
        assert inner.get(path).data == b"inner"
