"""storage.py when the store is down, hangs, is another one or does not let us in: 503, and soon."""

import errno
import io
import os
import socket
import time
from collections.abc import Callable, Iterator
from types import ModuleType

import flask
import pytest
from werkzeug.datastructures import FileStorage

from labs.cluster.throttle import throttled
from tests.emitted.support import PREFIX, Bucket


@pytest.fixture
def new_bucket(storage: ModuleType) -> Iterator[None]:
    """Forgets which bucket was there."""
    storage._require_bucket.cache_clear()
    yield
    storage._require_bucket.cache_clear()


def test_a_wrong_bucket_is_no_missing_file(
    storage: ModuleType, new_bucket: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATE_URL", "s3://no-such-bucket-here/x")
    for use in (storage.open, storage.exists, storage.size):
        with pytest.raises(storage.Unavailable) as caught:
            use("a")
        assert (caught.value.errno, caught.value.filename) == (errno.EIO, "a")


def test_wrong_credentials_are_no_question_of_the_file(
    storage: ModuleType, bucket: Bucket, new_client: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    new_client()
    for use in (storage.open, storage.exists, storage.size, lambda path: storage.open(path, "w").close()):
        with pytest.raises(storage.Unavailable, match="'a'"):
            use("a")


def test_names_that_no_store_takes(storage: ModuleType) -> None:
    for use in (storage.open, storage.exists, lambda path: storage.open(path, "w")):
        with pytest.raises(ValueError, match="null byte"):
            use("a\0b")
        with pytest.raises(OSError, match="too long") as caught:
            use("a" * 1025)
        assert not isinstance(caught.value, storage.Unavailable)


def test_who_opens_first_has_the_name(storage: ModuleType, bucket: Bucket) -> None:
    first = storage.open("lock", "x")
    with pytest.raises(FileExistsError):
        storage.open("lock", "x")
    first.write("mine")
    first.close()
    assert storage.open("lock").read() == "mine"
    with pytest.raises(FileExistsError):
        storage.open("lock", "x")


def test_an_upload_is_not_copied_on_the_way(storage: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", lambda: pytest.fail("a second copy"))
    storage.save(FileStorage(io.BytesIO(b"photo")), "photo.png")
    monkeypatch.undo()


@pytest.mark.second_try("measures how long an answer takes")
def test_a_store_that_hangs(
    storage: ModuleType, bucket: Bucket, new_client: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the request and says nothing; a stop of the service waits no longer than graceful_timeout, 20 s."""
    app = flask.Flask(__name__)
    app.add_url_rule("/", view_func=lambda: storage.open("a").read())
    bucket.put(f"{PREFIX}/a", b"content")
    with throttled(os.environ["AWS_ENDPOINT_URL"]) as way:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", way.url)
        new_client()
        assert app.test_client().get("/").text == "content"
        way.rate = 1e-9
        begin = time.monotonic()
        answer = app.test_client().get("/")
        assert (answer.status_code, time.monotonic() - begin < 18) == (503, True)


@pytest.mark.second_try("measures how long an answer takes")
def test_a_store_that_sends_a_few_bytes_now_and_then(
    storage: ModuleType, bucket: Bucket, new_client: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of them comes before the time-out of a read, so that no such time-out ends it."""
    bucket.put(f"{PREFIX}/a", b"content" * 100_000)
    with throttled(os.environ["AWS_ENDPOINT_URL"]) as way:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", way.url)
        new_client()
        assert len(storage.open("a").read()) == 700_000
        way.rate = 16 * 1024 / 2
        begin = time.monotonic()
        with pytest.raises(storage.Unavailable):
            storage.open("a")
        assert 10 < time.monotonic() - begin < 25
        way.rate = float("inf")
        assert len(storage.open("a").read()) == 700_000


def test_a_store_that_is_down(
    storage: ModuleType, new_client: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    new_client()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{closed.getsockname()[1]}")
        begin = time.monotonic()
        for use in (storage.open, storage.exists, lambda path: storage.open(path, "w").close()):
            with pytest.raises(OSError, match="Could not connect") as caught:
                use("a")
            assert not isinstance(caught.value, FileNotFoundError)
        assert time.monotonic() - begin < 20
    config = storage._client(os.getpid()).meta.config
    attempts = config.retries["total_max_attempts"]
    pauses = sum(2**attempt for attempt in range(attempts - 1))
    assert attempts * (config.connect_timeout + config.read_timeout) + pauses <= 15


def test_flask_answers_503_for_a_store_that_is_down(
    storage: ModuleType, new_client: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    new_client()
    app = flask.Flask(__name__)
    app.add_url_rule("/", view_func=lambda: storage.open("a").read())
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{closed.getsockname()[1]}")
        answer = app.test_client().get("/")
    assert answer.status_code == 503
    assert "127.0.0.1" not in answer.text
