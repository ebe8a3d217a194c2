"""What mappings.py promises: a plain dict, and with STATE_URL one that processes share in a real bucket."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.emitted.support import EMITTED, Bucket, load

FOLDER = "service/mappings/votes"
KEYS = ["a", "", ".", "..", "../b", "/etc/passwd", "a/b", "ä ö", "%2F", "a.json", "\n", "a" * 200]
VALUES = ["", "text", 0, 1 << 70, 0.5, True, None]


@pytest.fixture(scope="session")
def mappings() -> ModuleType:
    return load("mappings")


@pytest.fixture
def votes(home: Path, bucket: Bucket, mappings: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("STATE_URL", f"{bucket.url}/service/")
    yield mappings.mapping("votes")
    mappings._client.cache_clear()


@contextlib.contextmanager
def requests_of(mappings: ModuleType) -> Iterator[list[str]]:
    """The HTTP methods that really go out, retries included."""
    sent: list[str] = []
    events = mappings._client(os.getpid()).meta.events

    def note(request: Any, **_: Any) -> None:
        sent.append(request.method)

    events.register("before-send.s3", note)
    yield sent
    events.unregister("before-send.s3", note)


def test_a_plain_dict_without_a_bucket(home: Path, mappings: ModuleType) -> None:
    first, second = mappings.mapping("votes"), mappings.mapping("votes")
    first["a"] = []
    assert type(first) is dict
    assert second == {}


OPERATIONS: list[tuple[Callable[[MutableMapping[str, Any]], Any], list[str], Any]] = [
    (lambda votes: votes["a"], ["GET"], 1),
    (lambda votes: votes.get("a"), ["GET"], 1),
    (lambda votes: votes.get("c", 5), ["GET"], 5),
    (lambda votes: "a" in votes, ["GET"], True),
    (lambda votes: "c" in votes, ["GET"], False),
    (lambda votes: votes.__setitem__("c", 3), ["PUT"], None),
    (lambda votes: votes.__delitem__("a"), ["GET", "DELETE"], None),
    (lambda votes: votes.pop("a"), ["GET", "DELETE"], 1),
    (lambda votes: votes.pop("c", None), ["GET"], None),
    (lambda votes: len(votes), ["GET"], 2),
    (lambda votes: dict.fromkeys(votes), ["GET"], {"a": None, "b": None}),
    (lambda votes: sorted(votes.keys()), ["GET", "GET"], ["a", "b"]),
    (lambda votes: list(votes.items()), ["GET"] * 3, [("a", 1), ("b", 2)]),
    (lambda votes: list(votes.values()), ["GET"] * 3, [1, 2]),
]


@pytest.mark.parametrize("row", range(len(OPERATIONS)))
def test_each_operation_does_what_a_dict_does(votes: Any, mappings: ModuleType, row: int) -> None:
    operation, expected, result = OPERATIONS[row]
    local = {"a": 1, "b": 2}
    votes.update(local)
    with requests_of(mappings) as sent:
        assert operation(votes) == result == operation(local)
    assert sent == expected
    assert dict(votes) == local


@pytest.mark.parametrize("key", KEYS)
def test_any_key_stays_in_its_folder(votes: Any, bucket: Bucket, key: str) -> None:
    votes[key] = "value"
    assert [votes[key], list(votes)] == ["value", [key]]
    (name,) = bucket.listing()
    assert name.startswith(f"{FOLDER}/")
    assert name.count("/") == FOLDER.count("/") + 1
    del votes[key]
    assert bucket.listing() == []


@pytest.mark.parametrize("value", VALUES)
def test_values_come_back_as_they_were(votes: Any, value: object) -> None:
    votes["a"] = value
    assert (votes["a"], type(votes["a"])) == (value, type(value))


def test_what_cannot_be_kept_is_refused(votes: Any, bucket: Bucket) -> None:
    for value in ([], {}, (1,), b"x", {1}):
        with pytest.raises(TypeError, match="cannot be kept"):
            votes["a"] = value
    with pytest.raises(TypeError, match="keys are strings, not int"):
        votes[1] = 1
    assert bucket.listing() == []


def test_a_missing_key(votes: Any) -> None:
    for use in (lambda: votes["a"], lambda: votes.pop("a"), lambda: votes.__delitem__("a")):
        with pytest.raises(KeyError, match="a"):
            use()


def test_more_than_one_page(votes: Any, mappings: ModuleType) -> None:
    for key in "abc":
        votes[key] = 1
    events = mappings._client(os.getpid()).meta.events
    events.register("provide-client-params.s3.ListObjectsV2", small := lambda params, **_: params | {"MaxKeys": 2})
    assert list(votes) == ["a", "b", "c"]
    events.unregister("provide-client-params.s3.ListObjectsV2", small)


def test_what_another_process_deletes_while_the_values_are_read(votes: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    votes.update(a=1, b=2)
    monkeypatch.setattr(type(votes), "__iter__", lambda self: iter(["a", "gone", "b"]))
    assert list(votes.items()) == [("a", 1), ("b", 2)]


def test_two_processes_see_each_others_values(votes: Any, mappings: ModuleType) -> None:
    code = "import mappings; votes = mappings.mapping('votes'); votes['theirs'] = votes['ours'] + 1; del votes['ours']"
    votes["ours"] = 1
    other = mappings.mapping("others")
    environment = {**os.environ, "PYTHONPATH": str(EMITTED)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert dict(votes) == {"theirs": 2}
    assert dict(other) == {}


def test_a_forked_process_makes_its_own_client(votes: Any, mappings: ModuleType) -> None:
    assert mappings._client(1) is not mappings._client(2)


def test_a_store_that_is_down(votes: Any, mappings: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{port}")
    mappings._client.cache_clear()
    for use in (lambda: votes["a"], lambda: "a" in votes, lambda: len(votes), lambda: votes.pop("a", None)):
        with pytest.raises(OSError, match="Could not connect") as caught:
            use()
        assert caught.value.code == 503  # type: ignore[attr-defined]


@pytest.mark.second_try("measures how long an answer takes")
def test_a_store_that_hangs(votes: Any, mappings: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stop of the service waits no longer than graceful_timeout, 20 s."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{silent.getsockname()[1]}")
        mappings._client.cache_clear()
        begin = time.monotonic()
        with pytest.raises(mappings.Unavailable):
            votes["a"]
        assert time.monotonic() - begin < 18


def test_a_bucket_that_is_not_there(bucket: Bucket, mappings: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATE_URL", "s3://no-such-bucket")
    for use in (lambda votes: votes["a"], lambda votes: votes.__delitem__("a")):
        with pytest.raises(mappings.Unavailable, match="NoSuchBucket"):
            use(mappings.mapping("votes"))
    monkeypatch.setenv("STATE_URL", "https://example.org/state")
    with pytest.raises(ValueError, match="STATE_URL must be"):
        mappings.mapping("votes")
    mappings._client.cache_clear()
