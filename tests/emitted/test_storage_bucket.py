"""What storage.py promises of the bucket alone: requests, wholeness, borders, failures, threads and forks."""

import contextlib
import io
import os
import subprocess
import sys
import threading
import tracemalloc
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage

from tests.emitted.support import EMITTED, PREFIX, Bucket


@contextlib.contextmanager
def requests_of(storage: ModuleType) -> Iterator[list[str]]:
    """The HTTP methods that really go out, retries included."""
    sent: list[str] = []
    events = storage._client(os.getpid()).meta.events

    def note(request: Any, **_: Any) -> None:
        sent.append(request.method)

    events.register("before-send.s3", note)
    yield sent
    events.unregister("before-send.s3", note)


OPERATIONS: list[tuple[str, Callable[[ModuleType], Any], list[str]]] = [
    ("read", lambda s: s.open("a").read(), ["GET"]),
    ("read lines", lambda s: [*s.open("a", "rb")], ["GET"]),
    ("write", lambda s: s.open("b", "w").write("text"), ["PUT"]),
    ("write nothing", lambda s: s.open("b", "wb").close(), ["PUT"]),
    ("write in pieces", lambda s: [s.save(FileStorage(io.BytesIO(bytes(20 << 20))), "b")], ["PUT"]),
    ("create", lambda s: s.open("b", "x").close(), ["PUT", "PUT"]),
    ("save", lambda s: s.save(FileStorage(io.BytesIO(b"x")), "b"), ["PUT"]),
    ("exists", lambda s: s.exists("a"), ["HEAD"]),
    ("exists not", lambda s: s.exists("b"), ["HEAD"]),
    ("size", lambda s: s.size("a"), ["HEAD"]),
    ("delete", lambda s: s.delete("a"), ["DELETE"]),
    ("delete a missing file", lambda s: s.delete("b"), ["DELETE"]),
    ("listdir", lambda s: s.listdir(), ["GET"]),
    ("rename", lambda s: s.rename("a", "b"), ["PUT", "DELETE"]),
    ("makedirs", lambda s: s.makedirs("folder/sub"), []),
    ("mkdir", lambda s: s.mkdir("folder"), []),
    ("url", lambda s: s.url("a"), []),
]


@pytest.mark.parametrize(("operation", "expected"), [row[1:] for row in OPERATIONS], ids=[row[0] for row in OPERATIONS])
def test_one_request_per_operation(
    operation: Callable[[ModuleType], Any], expected: list[str], storage: ModuleType, bucket: Bucket
) -> None:
    bucket.put(f"{PREFIX}/a")
    assert not storage.exists("asks once for the bucket")
    with requests_of(storage) as sent:
        operation(storage)
    assert sent == expected


def test_listing_more_than_one_page(storage: ModuleType, bucket: Bucket) -> None:
    names = ["a", "b", "c", "folder", "g"]
    for key in ("a", "b", "c", "folder/d", "folder/e", "folder/f", "g"):
        bucket.put(f"{PREFIX}/many/{key}")
    events = storage._client(os.getpid()).meta.events
    events.register("provide-client-params.s3.ListObjectsV2", small_page := lambda params, **_: params | {"MaxKeys": 2})
    with requests_of(storage) as sent:
        assert storage.listdir("many") == names
    events.unregister("provide-client-params.s3.ListObjectsV2", small_page)
    assert sent == ["GET"] * 3


def test_nothing_appears_when_the_block_raises(storage: ModuleType, bucket: Bucket) -> None:
    bucket.put(f"{PREFIX}/old", b"old")

    def stopped_halfway(name: str, mode: str) -> None:
        with storage.open(name, mode) as file:
            file.write("half a sentence")
            file.flush()
            raise KeyboardInterrupt

    for name, mode in (("old", "w"), ("new", "w"), ("lock", "x")):
        with pytest.raises(KeyboardInterrupt):
            stopped_halfway(name, mode)
    assert bucket.listing() == [f"{PREFIX}/old"]
    assert storage.open("old").read() == "old"


def test_nothing_appears_before_the_file_is_closed(storage: ModuleType, bucket: Bucket) -> None:
    file = storage.open("slow", "wb")
    file.write(bytes(1 << 20))
    file.flush()
    assert bucket.listing() == []
    file.close()
    assert storage.size("slow") == 1 << 20


def test_the_working_directory_counts_when_the_file_is_opened(
    storage: ModuleType, bucket: Bucket, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [storage.open("here", "w"), storage.open(home / "there", "w")]
    (home / "elsewhere").mkdir()
    monkeypatch.chdir(home / "elsewhere")
    for file in files:
        file.close()
    assert bucket.listing() == [f"{PREFIX}/here", f"{PREFIX}/there"]


def test_nothing_appears_when_the_process_ends_before_the_file_is_closed(storage: ModuleType, bucket: Bucket) -> None:
    """What is still in the file's buffer would be missing."""
    code = "import storage; storage.exists('x'); kept = storage.open('left-open', 'w'); kept.write('first\\n' * 20_000)"
    environment = {**os.environ, "PYTHONPATH": str(EMITTED)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True)
    assert bucket.listing() == []


def test_nothing_appears_when_the_scratch_file_cannot_be_written(
    storage: ModuleType, bucket: Bucket, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "scratch").write_bytes(b"half")
    monkeypatch.setattr("tempfile.TemporaryFile", lambda: io.FileIO("scratch"))
    with pytest.raises(OSError, match="Bad file descriptor"), storage.open("new", "w") as file:
        file.write("text")
    del file
    assert bucket.listing() == []


def test_readers_see_one_whole_write(storage: ModuleType) -> None:
    length, seen = 50_000, set()

    def write(number: int) -> None:
        for _ in range(5):
            with storage.open("shared", "w") as file:
                file.write(str(number) * length)

    write(0)
    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        seen.add(storage.open("shared").read())
    assert seen <= {str(number) * length for number in range(6)}


OUTSIDE = ["../x", "/etc/passwd", "uploads/../../x", "..", "/", "uploads/../.."]


@pytest.mark.parametrize("path", OUTSIDE)
def test_paths_outside_are_refused(path: str, storage: ModuleType, bucket: Bucket) -> None:
    uses: list[Callable[[Any], Any]] = [
        storage.open,
        lambda path: storage.open(path, "w"),
        lambda path: storage.save(FileStorage(io.BytesIO(b"x")), path),
        storage.exists,
        storage.size,
        storage.delete,
        storage.listdir,
        lambda path: storage.rename("a", path),
        lambda path: storage.rename(path, "a"),
        storage.makedirs,
        storage.mkdir,
        storage.url,
    ]
    bucket.put(f"{PREFIX}/a")
    with requests_of(storage) as sent:
        for use in uses:
            for form in (path, Path(path)):
                with pytest.raises(PermissionError, match="outside of the working directory"):
                    use(form)
    assert sent == []
    assert bucket.listing() == [f"{PREFIX}/a"]


def test_names_that_only_look_like_the_parent(storage: ModuleType, bucket: Bucket) -> None:
    for name in ("..hidden", "...", "a..b"):
        storage.open(name, "w").close()
    assert sorted(storage.listdir()) == ["...", "..hidden", "a..b"]
    assert all(key.startswith(PREFIX + "/") for key in bucket.listing())


@pytest.mark.parametrize("prefix", ["", "/", "/a", "/a/b/"])
def test_prefixes(prefix: str, storage: ModuleType, bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATE_URL", bucket.url + prefix)
    storage.open("uploads/file", "w").close()
    assert bucket.listing() == [f"{prefix.strip('/')}/uploads/file".lstrip("/")]
    assert storage.listdir() == ["uploads"]
    assert storage.listdir("uploads") == ["file"]
    with pytest.raises(IsADirectoryError):
        storage.open(".", "w").close()


def test_a_wrong_state_url_is_named(storage: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in ("bucket/prefix", "s3:///prefix", "https://bucket/prefix"):
        monkeypatch.setenv("STATE_URL", wrong)
        with pytest.raises(ValueError, match="STATE_URL must be s3://bucket/prefix"):
            storage.exists("a")


@pytest.mark.parametrize("mode", ["a", "ab", "at", "a+", "r+", "rb+", "r+b"])
def test_an_object_can_only_be_replaced(mode: str, storage: ModuleType, bucket: Bucket) -> None:
    bucket.put(f"{PREFIX}/a")
    with requests_of(storage) as sent, pytest.raises(io.UnsupportedOperation, match="can only be replaced: a"):
        storage.open("a", mode)
    assert sent == []


def test_big_files_do_not_fill_the_memory(storage: ModuleType) -> None:
    megabyte = os.urandom(1 << 20)
    storage.exists("warm-up")
    tracemalloc.start()
    with storage.open("big", "wb") as file:
        for _ in range(96):
            file.write(megabyte)
    with storage.open("big", "rb") as file:
        while file.read(1 << 20):
            pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert storage.size("big") == 96 << 20
    assert peak < 6 << 20


def test_threads_share_a_client_and_a_child_makes_its_own(storage: ModuleType, bucket: Bucket) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: storage.open(f"thread-{number}", "w").write(str(number)), range(40)))
    mine = storage._client(os.getpid())
    assert all(storage._client(os.getpid()) is mine for _ in range(3))

    children = []
    for number in range(2):
        child = os.fork()
        if child == 0:
            same = storage._client(os.getpid()) is mine
            for _ in range(10):
                storage.open(f"child-{number}", "w").write("x" * 1000)
            os._exit(1 if same or len(storage.open(f"child-{number}").read()) != 1000 else 0)
        children.append(child)
    for _ in range(10):
        assert storage.open("thread-7").read() == "7"
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    assert len(bucket.listing()) == 42


def test_a_link_that_a_browser_can_follow(storage: ModuleType) -> None:
    storage.save(FileStorage(io.BytesIO(b"photo")), "uploads/größe 1.png")
    with urllib.request.urlopen(storage.url("uploads/größe 1.png", expires=60)) as answer:
        assert (answer.read(), answer.headers["Content-Type"]) == (b"photo", "image/png")
