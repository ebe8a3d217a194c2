"""What the tests of the emitted modules share."""

import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import codemods.emitted

EMITTED = Path(codemods.emitted.__file__).parent


def load(name: str) -> ModuleType:
    """A fresh copy of an emitted module."""
    spec = importlib.util.spec_from_file_location(name, EMITTED / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Bucket:
    """An empty part of a bucket."""

    client: Any
    root: str

    @property
    def url(self) -> str:
        return f"s3://state/{self.root}"

    def put(self, key: str, body: bytes = b"content") -> None:
        self.client.put_object(Bucket="state", Key=f"{self.root}/{key}", Body=body)

    def listing(self) -> list[str]:
        found = self.client.list_objects_v2(Bucket="state", Prefix=self.root)
        return [item["Key"][len(self.root) + 1 :] for item in found.get("Contents", [])]
