"""What a fleet's runs have come to: a folder a repository, on this disk or in a bucket that many machines share.

fleet.json                            the repositories of the run, and what was asked of it
repositories/NAME/result.json         written last: without it, there is nothing
repositories/NAME/previous.json       the result of the commit before
repositories/NAME/patch.diff, …       what the result speaks of
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from codemods.fleet.repositories import BadFleet
from codemods.fleet.task import RESULT, Outcome, Task

_FLEET = "fleet.json"
_PREVIOUS = "previous.json"
_PART = ".part-"


class Store(Protocol):
    """Where files lie; names are relative, with `/`."""

    def read(self, name: str) -> bytes | None:
        """The file's bytes, None where there is none."""

    def write(self, name: str, data: bytes) -> None:
        """Whole or not at all, whatever happens meanwhile."""

    def remove(self, name: str) -> None:
        """Nothing where there is none."""

    def folders(self, name: str) -> list[str]:
        """The names of the folders in a folder, sorted."""

    def files(self, name: str) -> list[str]:
        """The names of the files in a folder, sorted."""

    def tidy(self, name: str) -> None:
        """Take away what a killed process left of a write in a folder that nobody else writes to."""


class Folder:
    """A Store on this disk; only its owner can read it, for a patch holds the lines that it takes away."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, name: str) -> bytes | None:
        """See Store."""
        try:
            return (self.root / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """See Store."""
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=_PART)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def remove(self, name: str) -> None:
        """See Store."""
        (self.root / name).unlink(missing_ok=True)

    def folders(self, name: str) -> list[str]:
        """See Store."""
        return self._listed(name, Path.is_dir)

    def files(self, name: str) -> list[str]:
        """See Store."""
        return self._listed(name, Path.is_file)

    def tidy(self, name: str) -> None:
        """See Store."""
        for part in (self.root / name).glob(f"{_PART}*"):
            part.unlink(missing_ok=True)

    def _listed(self, name: str, kind: Any) -> list[str]:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            return sorted(each.name for each in (self.root / name).iterdir() if each.name[0] != "." and kind(each))
        return []


class Bucket:
    """A Store in S3, under s3://BUCKET/PREFIX; credentials are boto3's own affair."""

    def __init__(self, address: str) -> None:
        try:
            import boto3
        except ImportError:
            raise BadFleet(f"{address}: a bucket needs boto3: pip install 'operable[s3]'") from None
        bucket, _, prefix = address.removeprefix("s3://").partition("/")
        self.prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self.client = boto3.client("s3")
        self.bucket = bucket

    def read(self, name: str) -> bytes | None:
        """See Store."""
        with self._said():
            try:
                found: bytes = self.client.get_object(Bucket=self.bucket, Key=self.prefix + name)["Body"].read()
            except self.client.exceptions.NoSuchKey:
                return None
            return found

    def write(self, name: str, data: bytes) -> None:
        """See Store."""
        with self._said():
            self.client.put_object(Bucket=self.bucket, Key=self.prefix + name, Body=data)

    def remove(self, name: str) -> None:
        """See Store."""
        with self._said():
            self.client.delete_object(Bucket=self.bucket, Key=self.prefix + name)

    def folders(self, name: str) -> list[str]:
        """See Store."""
        start = f"{self.prefix}{name}/"
        pages = self._pages(start)
        return sorted(each["Prefix"][len(start) : -1] for page in pages for each in page.get("CommonPrefixes", ()))

    def files(self, name: str) -> list[str]:
        """See Store."""
        start = f"{self.prefix}{name}/"
        pages = self._pages(start)
        return sorted(each["Key"][len(start) :] for page in pages for each in page.get("Contents", ()))

    def tidy(self, name: str) -> None:
        """See Store: an object is there as a whole, or not at all."""

    def _pages(self, start: str) -> Iterator[Mapping[str, Any]]:
        listing = self.client.get_paginator("list_objects_v2")
        with self._said():
            yield from listing.paginate(Bucket=self.bucket, Prefix=start, Delimiter="/")

    @contextlib.contextmanager
    def _said(self) -> Iterator[None]:
        """What the store says instead, as one line. Raises BadFleet."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except (BotoCoreError, ClientError) as error:
            raise BadFleet(f"s3://{self.bucket}: {' '.join(str(error).split())}") from None


def store(address: str) -> Store:
    """The store at a folder's path or at s3://BUCKET/PREFIX. Raises BadFleet."""
    return Bucket(address) if address.startswith("s3://") else Folder(Path(address))


def begin(at: Store, tasks: Iterable[Task], asked: Mapping[str, Any]) -> None:
    """Write down the whole fleet, so that `status` and `report` know what is missing; shards write the same."""
    names = [task.repository.name for task in tasks]
    at.write(_FLEET, json.dumps({**asked, "repositories": names}, indent=1).encode())


def fleet_of(at: Store) -> dict[str, Any]:
    """What `begin` wrote. Raises BadFleet."""
    found = _document(at, _FLEET)
    if found is None:
        raise BadFleet("no state of a fleet there: it is made by `fleet run --state`")
    return found


def result_of(at: Store, name: str) -> dict[str, Any] | None:
    """The result of a repository; None where there is none, or one that was cut off."""
    return _document(at, f"repositories/{name}/{RESULT}")


def previous_of(at: Store, name: str) -> dict[str, Any] | None:
    """The result before, of another commit."""
    return _document(at, f"repositories/{name}/{_PREVIOUS}")


def is_done(known: Mapping[str, Any] | None, task: Task, revision: str) -> bool:
    """Whether a result is the one that the task would give again; a failure counts under the same limits only."""
    if known is None or known.get("configuration") != task.work.configuration:
        return False
    if known["status"] == "failed" and known.get("limits") != task.work.limits:
        return False
    return known.get("tree") == revision or known["commit"] == revision


def save(at: Store, outcome: Outcome) -> None:
    """Keep an outcome, the result last: what is cut off before that is done again."""
    folder = f"repositories/{outcome.name}"
    at.tidy(folder)
    old, new = _document(at, f"{folder}/{RESULT}"), json.loads(outcome.files[RESULT])
    if old is not None and old["status"] != "failed" and old["commit"] != new["commit"]:
        at.write(f"{folder}/{_PREVIOUS}", at.read(f"{folder}/{RESULT}") or b"{}")
    at.remove(f"{folder}/{RESULT}")
    for name in at.files(folder):
        if name not in outcome.files and name != _PREVIOUS:
            at.remove(f"{folder}/{name}")
    for name, data in outcome.files.items():
        if name != RESULT:
            at.write(f"{folder}/{name}", data)
    at.write(f"{folder}/{RESULT}", outcome.files[RESULT])


def file_of(at: Store, name: str, file: str) -> bytes | None:
    """One of the files of a repository's folder."""
    return at.read(f"repositories/{name}/{file}")


def _document(at: Store, name: str) -> dict[str, Any] | None:
    data = at.read(name)
    if data is None:
        return None
    try:
        found = json.loads(data)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
