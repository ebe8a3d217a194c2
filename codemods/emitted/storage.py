"""The service's files: on the local disk, or in an S3 bucket that every replica sees.

Until STATE_URL is set, each function is the one that it stands in for: same arguments, results and errors. With
STATE_URL=s3://bucket/prefix the same calls reach the bucket, one request each: uploads/a.png in the working directory
is the object prefix/uploads/a.png. Credentials, region and endpoint are boto3's own settings (AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_DEFAULT_REGION, AWS_ENDPOINT_URL_S3, or the machine's role).

What is different in the bucket:

- A file (5 GB at most) appears whole when it is closed, and not at all when its with-block raises. The last writer
  wins; what two requests read, change and write at once keeps one of the changes, as on the disk. With mode "x" the
  first one to open has the name: it stands for an empty file until the file is closed.
- Appending and updating in place ("a", "r+") raise io.UnsupportedOperation: an object can only be replaced.
- There are no folders: making one does nothing, exists() knows only files, an unknown folder lists as empty.
- delete() does not notice that a file is missing; everything else raises FileNotFoundError.
- Paths outside the working directory raise PermissionError.
- A store that is down, does not answer or does not let us in raises Unavailable, an OSError that Flask answers with
  503: within 15 seconds at the worst, less than gunicorn's graceful_timeout. So does one that sends a file that is
  opened at less than 100 kB a second; what send_file() passes on comes as the store sends it.
"""

from __future__ import annotations

import builtins
import contextlib
import errno
import functools
import io
import logging
import mimetypes
import os
import re
import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, TypeVar, cast
from urllib.parse import urlsplit

import flask
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import (
    NotFound,
    RequestedRangeNotSatisfiable,
    ServiceUnavailable,
)
from werkzeug.security import safe_join

F = TypeVar("F", bound="Callable[..., Any]")
log = logging.getLogger(__name__)


class Unavailable(OSError, ServiceUnavailable):
    """The store does not answer, or answers with an error of its own."""

    def __init__(self, error: Exception, path: Any) -> None:
        ServiceUnavailable.__init__(self)
        OSError.__init__(self, errno.EIO, str(error), path)


def instead_of(local: F) -> Callable[[Callable[..., Any]], F]:
    """Call the local function until STATE_URL is set, and the decorated one after that."""

    def decorate(remote: Callable[..., Any]) -> F:
        @functools.wraps(remote)
        def call(*args: Any, **options: Any) -> Any:
            return (remote if os.environ.get("STATE_URL") else local)(*args, **options)

        return cast(F, call)

    return decorate


@instead_of(builtins.open)
def open(path: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
    """A file object over a scratch file: reading fetches the whole object first, closing sends what was written."""
    if "a" in mode or ("r" in mode and "+" in mode):
        raise io.UnsupportedOperation(
            f"mode {mode!r}: an object can only be replaced: {path}"
        )
    scratch = tempfile.TemporaryFile()  # noqa: SIM115
    open_scratch = functools.partial(
        builtins.open, opener=lambda *_: os.dup(scratch.fileno())
    )
    if "r" not in mode:
        target = _target(path)
        file = open_scratch(path, mode, *args, **options)
        if "x" in mode:
            _put(path, target, b"", IfNoneMatch="*")
        return _Upload(
            file,
            functools.partial(_send, path, target, scratch),
            path if "x" in mode else None,
        )
    with scratch, _s3(path) as s3:
        _fetch(s3.get_object(**_target(path)), scratch)
        scratch.seek(0)
        return open_scratch(path, mode, *args, **options)


def _fetch(found: Any, scratch: IO[bytes]) -> None:
    """Copy an object. A store that sends a byte now and then is as good as down."""
    body = found["Body"]
    patience = PATIENCE_SECONDS + found["ContentLength"] / SLOWEST
    giving_up = threading.Timer(patience, body.set_socket_timeout, [0.001])
    giving_up.daemon = True
    giving_up.start()
    try:
        shutil.copyfileobj(body, scratch)
    finally:
        giving_up.cancel()


class _Upload:
    """An open file that is sent once, when it is closed or forgotten, but not if its with-block raised."""

    def __init__(self, file: IO[Any], send: Callable[[], None], claimed: Any) -> None:
        self._file = file
        self._claimed = claimed
        self._send = weakref.finalize(file, send)
        self._send.atexit = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _Upload:
        return self

    def __exit__(self, error: Any, *_: Any) -> None:
        if error and self._send.detach() and self._claimed is not None:
            delete(self._claimed)
        self.close()

    def close(self) -> None:
        try:
            self._file.close()
        except BaseException:
            self._send.detach()
            raise
        self._send()


def _send(path: Any, target: dict[str, str], scratch: IO[bytes]) -> None:
    with scratch:
        scratch.seek(0)
        _put(path, target, scratch)


def _put(path: Any, target: dict[str, str], body: Any, **condition: str) -> None:
    kind = mimetypes.guess_type(target["Key"])[0] or "application/octet-stream"
    with _s3(path) as s3:
        s3.put_object(Body=body, ContentType=kind, **condition, **target)


def save(source: Any, path: Any, *args: Any, **options: Any) -> Any:
    """source.save(path), for an upload, a picture, a workbook: whatever saves to a path or to an open file."""
    if not os.environ.get("STATE_URL"):
        return source.save(path, *args, **options)
    if isinstance(source, FileStorage):
        # Werkzeug has it on its own disk already.
        return _put(path, _target(path), source.stream)
    with open(path, "wb") as file:
        return source.save(file, *args, **options)


def _head(path: Any) -> Any:
    with _s3(path) as s3:
        return s3.head_object(**_target(path))


@instead_of(os.path.exists)
def exists(path: Any) -> bool:
    try:
        return bool(_head(path))
    except (FileNotFoundError, IsADirectoryError):
        return False


@instead_of(os.path.getsize)
def size(path: Any) -> int:
    return int(_head(path)["ContentLength"])


@instead_of(os.remove)
def delete(path: Any) -> None:
    with _s3(path) as s3:
        s3.delete_object(**_target(path))


@instead_of(os.listdir)
def listdir(path: Any = ".") -> list[str]:
    """One request per 1,000 names."""
    target = _target(Path(path, "name"))
    folder = target["Key"][: -len("name")]
    with _s3(path) as s3:
        pages = s3.get_paginator("list_objects_v2").paginate(
            Bucket=target["Bucket"], Prefix=folder, Delimiter="/"
        )
        found = [
            item
            for page in pages
            for item in page.get("Contents", []) + page.get("CommonPrefixes", [])
        ]
    start = len(folder)
    names = [item.get("Key", item.get("Prefix"))[start:].rstrip("/") for item in found]
    return [name for name in names if name]


def _move(source: Any, destination: Any) -> None:
    """Two requests, copy and delete: for a moment both files are there."""
    with _s3(source) as s3:
        s3.copy_object(CopySource=_target(source), **_target(destination))
        s3.delete_object(**_target(source))


def _make_folder(path: Any, *args: Any, **options: Any) -> None:
    _target(Path(path, "name"))


rename = instead_of(os.rename)(_move)
replace = instead_of(os.replace)(_move)
mkdir = instead_of(os.mkdir)(_make_folder)
makedirs = instead_of(os.makedirs)(_make_folder)


@instead_of(flask.send_file)
def send_file(path: Any, *args: Any, **options: Any) -> Any:
    """The object as it arrives, with its ETag; of a range that a browser asks for, that range alone."""
    if hasattr(path, "read"):
        return flask.send_file(path, *args, **options)
    path = Path(flask.current_app.root_path, path)
    asked = (
        flask.request.headers.get("Range", "")
        if "If-Range" not in flask.request.headers
        else ""
    )
    part = {"Range": asked} if re.fullmatch(r"bytes=(\d+-\d*|-\d+)", asked) else {}
    with _s3(path) as s3:
        try:
            found = s3.get_object(**_target(path), **part)
        except s3.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != "InvalidRange":
                raise
            raise RequestedRangeNotSatisfiable from error
    default = {
        "download_name": path.name,
        "etag": found["ETag"].strip('"'),
        "last_modified": found["LastModified"],
    }
    response = flask.send_file(
        found["Body"], *args, **{**default, **options, "conditional": False}
    )
    response.content_length = found["ContentLength"]
    if "ContentRange" in found:
        response.status_code = 206
        response.headers["Content-Range"] = found["ContentRange"]
        return response
    return response.make_conditional(
        flask.request, accept_ranges=True, complete_length=response.content_length
    )


@instead_of(flask.send_from_directory)
def send_from_directory(directory: Any, path: Any, **options: Any) -> Any:
    with contextlib.suppress(FileNotFoundError):
        joined = safe_join(os.fspath(directory), os.fspath(path))
        if joined is not None:
            return send_file(joined, **options)
    raise NotFound


def url(path: Any, expires: int = 3600) -> str:
    """Where a browser finds the file: below the static folder's URL, or in the bucket, by a link good for an hour."""
    if not os.environ.get("STATE_URL"):
        return flask.url_for(
            "static",
            filename=os.path.relpath(path, str(flask.current_app.static_folder)),
        )
    with _s3(path) as s3:
        return cast(
            str,
            s3.generate_presigned_url(
                "get_object", Params=_target(path), ExpiresIn=expires
            ),
        )


def _target(path: Any) -> dict[str, str]:
    """The bucket and the key of a path."""
    state = urlsplit(os.environ["STATE_URL"])
    if state.scheme != "s3" or not state.netloc:
        raise ValueError("STATE_URL must be s3://bucket/prefix")
    if "\0" in os.fsdecode(path):
        raise ValueError("embedded null byte")
    relative = Path(os.path.relpath(os.fsdecode(path) or os.curdir))
    if relative == Path():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    if os.pardir in relative.parts:
        raise PermissionError(errno.EACCES, "outside of the working directory", path)
    key = (state.path.rstrip("/") + "/" + relative.as_posix()).lstrip("/")
    if len(os.fsencode(key)) > LONGEST_KEY:
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), path)
    return {"Bucket": state.netloc, "Key": key}


LONGEST_KEY = 1024
# A store has that long for a file, and a second more for each so many bytes of it.
PATIENCE_SECONDS = 5
SLOWEST = 100_000
ERRORS = {404: errno.ENOENT, 412: errno.EEXIST}


@contextlib.contextmanager
def _s3(path: Any) -> Iterator[Any]:
    """This process's client, whose errors become OSError: FileNotFoundError and so on."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        s3 = _client(os.getpid())
        try:
            yield s3
        except ClientError as error:
            answer = error.response
            number = ERRORS.get(
                answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
            )
            if number is None or answer["Error"]["Code"] == "NoSuchBucket":
                raise
            # The answer to a HEAD has no body that would tell a missing bucket from a missing file.
            if number == errno.ENOENT and answer["Error"]["Code"] != "NoSuchKey":
                _require_bucket(os.getpid(), os.environ["STATE_URL"])
            raise OSError(number, str(error), path) from error
    except (ClientError, BotoCoreError) as error:
        log.error("the store is unavailable: %s", error)
        raise Unavailable(error, path) from error


@functools.lru_cache(maxsize=1)
def _require_bucket(pid: int, url: str) -> None:
    """Raise ClientError unless the bucket is there; asked once."""
    _client(pid).head_bucket(Bucket=urlsplit(url).netloc)


@functools.lru_cache(maxsize=1)
def _client(pid: int) -> Any:
    """Threads share one client, a forked process makes its own."""
    import boto3
    from botocore.config import Config

    retries = {"mode": "standard", "total_max_attempts": 2}
    config = Config(
        connect_timeout=2, read_timeout=5, retries=retries, signature_version="s3v4"
    )
    return boto3.session.Session().client("s3", config=config)
