"""Dictionaries of the service that all its processes share: from strings to strings, numbers, booleans and None.

Until STATE_URL is set, mapping("votes") is a new and empty dict. With STATE_URL=s3://bucket/prefix each entry is an
object of its own below prefix/mappings/votes/: every process sees it at once, and it outlives them all. Credentials,
region and endpoint are boto3's own settings (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_DEFAULT_REGION,
AWS_ENDPOINT_URL_S3, or the machine's role).

What is different in the bucket:

- Reading, writing and asking for a key are one request each; del and pop are two.
- Keys come in the order of their objects' names, 1,000 with each request (list() asks twice: it wants the length).
- values() and items() read the entries one by one.
- The last writer wins: a value that is read, changed and written back loses what another process wrote meanwhile.
- Keys that are no strings, and values of other types, raise TypeError.
- A store that is down or does not answer raises Unavailable, an OSError that Flask answers with 503: within 15 seconds
  at the worst, less than gunicorn's graceful_timeout.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import json
import logging
import os
from collections.abc import ItemsView, Iterator, MutableMapping, ValuesView
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from werkzeug.exceptions import ServiceUnavailable

SUFFIX = ".json"
KINDS = (str, int, float, bool, type(None))

log = logging.getLogger(__name__)


class Unavailable(OSError, ServiceUnavailable):
    """The store does not answer, or answers with an error."""

    def __init__(self, error: Exception, key: str) -> None:
        ServiceUnavailable.__init__(self)
        OSError.__init__(self, errno.EIO, str(error), key)


def mapping(name: str) -> MutableMapping[str, Any]:
    """The dictionary of that name."""
    return _Mapping(name) if os.environ.get("STATE_URL") else {}


class _Mapping(MutableMapping):  # type: ignore[type-arg]
    def __init__(self, name: str) -> None:
        state = urlsplit(os.environ["STATE_URL"])
        if state.scheme != "s3" or not state.netloc:
            raise ValueError("STATE_URL must be s3://bucket/prefix")
        self._bucket = state.netloc
        self._folder = (
            f"{state.path.rstrip('/')}/mappings/{quote(name, safe='')}/".lstrip("/")
        )

    def __getitem__(self, key: str) -> Any:
        with _s3(key) as s3:
            return json.load(s3.get_object(**self._target(key))["Body"])

    def __setitem__(self, key: str, value: Any) -> None:
        if not isinstance(value, KINDS):
            raise TypeError(
                f"{type(value).__name__} cannot be kept: strings, numbers, booleans and"
                " None can"
            )
        body = json.dumps(value).encode()
        with _s3(key) as s3:
            s3.put_object(
                Body=body, ContentType="application/json", **self._target(key)
            )

    def __delitem__(self, key: str) -> None:
        # The answer to a HEAD has no body that would tell a missing bucket from a missing key.
        self.pop(key)

    def pop(self, key: str, *default: Any) -> Any:
        try:
            value = self[key]
        except KeyError:
            if default:
                return default[0]
            raise
        with _s3(key) as s3:
            s3.delete_object(**self._target(key))
        return value

    def __iter__(self) -> Iterator[str]:
        with _s3(self._folder) as s3:
            pages = s3.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=self._folder
            )
            found = [item["Key"] for page in pages for item in page.get("Contents", [])]
        start, end = len(self._folder), -len(SUFFIX)
        return (unquote(each[start:end]) for each in found)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def values(self) -> ValuesView[Any]:
        return self._copy().values()

    def items(self) -> ItemsView[str, Any]:
        return self._copy().items()

    def _copy(self) -> dict[str, Any]:
        """All entries but those that another process deletes meanwhile."""
        found = {}
        for key in self:
            with contextlib.suppress(KeyError):
                found[key] = self[key]
        return found

    def _target(self, key: str) -> dict[str, str]:
        """The bucket and the object of a key, which stays one part of its name whatever it holds."""
        if not isinstance(key, str):
            raise TypeError(f"keys are strings, not {type(key).__name__}")
        return {
            "Bucket": self._bucket,
            "Key": f"{self._folder}{quote(key, safe='')}{SUFFIX}",
        }


@contextlib.contextmanager
def _s3(key: str) -> Iterator[Any]:
    """This process's client; its errors become KeyError or Unavailable."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield _client(os.getpid())
    except (BotoCoreError, ClientError) as error:
        if isinstance(error, ClientError) and error.response["Error"]["Code"] in (
            "NoSuchKey",
            "404",
        ):
            raise KeyError(key) from error
        log.error("the store is unavailable: %s", error)
        raise Unavailable(error, key) from error


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
