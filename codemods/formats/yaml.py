"""YAML of other kinds, and the JSON of ECS: Kubernetes manifests, task definitions, CloudFormation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from codemods.formats.compose import Path, Scalar, scalars


@dataclass(frozen=True)
class Part:
    """One document of a stream: its scalar values in order, each with the way to it."""

    scalars: tuple[Scalar, ...]

    @cached_property
    def values(self) -> dict[Path, Scalar]:
        """The scalars by their way from the top."""
        return {each.path: each for each in self.scalars}

    def words(self, path: Path) -> tuple[str, ...]:
        """The list of words at a path, or the one string there split at blanks."""
        items = tuple(each.value for each in self.scalars if each.path[:-1] == path and isinstance(each.path[-1], int))
        return items or tuple(self.values[path].value.split() if path in self.values else ())


@dataclass(frozen=True)
class Document:
    """The documents of a stream; none where the text is a template or no YAML, which many files of the kind are."""

    parts: tuple[Part, ...]


def parse(text: str) -> Document:
    """Read a stream of documents."""
    try:
        return Document(tuple(Part(scalars(text, root)) for root in YAML().compose_all(text)))
    except (YAMLError, ValueError, RecursionError, AttributeError):
        return Document(())
