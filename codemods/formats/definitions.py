"""What the files that deploy a service give it: Compose, Kubernetes (with kustomize), ECS, CloudFormation, env files.

A definition is what one file, or one kustomization, gives to a container: variables with their values, and the names
of secrets that it takes from elsewhere. `NAME_FILE: /run/secrets/…` gives the secret NAME.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from codemods.formats import dockerfile, dotenv, kind_of

_KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "Kustomization")
_SUFFIXES = (".yaml", ".yml", ".json", ".env")
_SKIPPED = frozenset((".git", ".venv", "node_modules", "site-packages", "__pycache__"))
_CONTAINERS = ("containerDefinitions", "ContainerDefinitions", "containers", "initContainers")
# A generated .env is a person's own copy.
_EXAMPLES = (".example", ".sample", ".template", ".dist")
# What the Compose specification lets stand for each attribute of a service that is asked for here.
_SHAPES: Mapping[str, tuple[type, ...]] = {
    "build": (str, dict),
    "command": (str, list),
    "depends_on": (list, dict),
    "entrypoint": (str, list),
    "env_file": (str, list, dict),
    "environment": (list, dict),
    "external_links": (list,),
    "image": (str,),
    "links": (list,),
    "ports": (list,),
    "profiles": (list,),
    "secrets": (list,),
    "volumes": (list,),
}

Document = dict[str, Any]


@dataclass
class Given:
    """One definition. `where` is its path, with the container's name where a file has several."""

    where: str
    values: dict[str, str] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)

    @property
    def names(self) -> set[str]:
        """All that the container gets."""
        return self.values.keys() | self.secrets


def definitions(roots: Iterable[Path]) -> Iterator[Given]:
    """The definitions in files or folders, those that give nothing left out. Raises OSError.

    Files that can't be parsed are passed over: other tools say what is wrong with them.
    """
    for root in roots:
        top = _top(root)
        files = [root] if root.is_file() else sorted(_files(root))
        folders = {file.parent for file in files if file.name in _KUSTOMIZATIONS}
        bases = {
            (folder / each).resolve() for folder in folders for each in _kustomization(folder).get("resources", [])
        }
        for file in files:
            if file.name in _KUSTOMIZATIONS and file.parent.resolve() not in bases:
                yield from filter(_gives, [_kustomized(file.parent, top)])
            elif not any(folder in file.parents for folder in folders):
                yield from filter(_gives, _in_file(file, top))


@lru_cache(maxsize=100)
def services(text: str) -> Mapping[str, Document]:
    """The services of a Compose file, with what their merge keys bring in; none if it can't be parsed.

    A value that Compose would refuse where it stands is left out.
    """
    try:
        document = YAML(typ="rt").load(text)
    except (YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(document, dict):
        return {}
    # A file of the first version is its services, without a key above them.
    found = document.get("services") if "services" in document or "version" in document else document
    if not isinstance(found, dict):
        return {}
    named = {str(name): _shaped(each) for name, each in found.items() if isinstance(each, dict)}
    return (
        named if found is not document else {name: each for name, each in named.items() if {"build", "image"} & {*each}}
    )


def _shaped(service: Document) -> Document:
    return {key: value for key, value in service.items() if isinstance(value, _SHAPES.get(key, object))}


def given(service: Document, folder: Path) -> Given:
    """What a service of a Compose file in the folder gets. Raises OSError."""
    return _container("", service, folder, _top(folder))


def _gives(found: Given) -> bool:
    return bool(found.names)


def _files(root: Path) -> Iterator[Path]:
    for path in root.iterdir():
        if path.is_symlink() or path.name in _SKIPPED:
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.is_file() and (path.suffix in _SUFFIXES or kind_of(path.name) in ("dockerfile", "dotenv")):
            yield path


def _in_file(file: Path, top: Path) -> Iterator[Given]:
    kind = kind_of(file.name)
    if kind == "dockerfile":
        yield Given(str(file), dockerfile.parse(_text(file)).environment())
    elif kind == "dotenv" and not file.name.startswith(".env") and not file.name.endswith(_EXAMPLES):
        yield Given(str(file), {each.name: each.value for each in dotenv.parse(_text(file)).entries})
    elif kind in ("compose", "yaml") or file.suffix == ".json":
        for document in _documents(file):
            services = document.get("services") if isinstance(document, dict) else None
            if isinstance(services, dict):
                yield from (_container(f"{file} {name}", each, file.parent, top) for name, each in services.items())
            else:
                yield from (
                    _container(f"{file} {_name(each)}", each, file.parent, top) for each in _containers(document)
                )


def _kustomized(folder: Path, top: Path) -> Given:
    """What the pods of a kustomization get, its bases' settings included and overridden."""
    found = Given(str(folder))
    description = _kustomization(folder)
    for entry in description.get("resources", []):
        path = folder / str(entry)
        if not path.resolve().is_relative_to(top):
            continue
        if path.is_dir():
            base = _kustomized(path, top)
            found.values |= base.values
            found.secrets |= base.secrets
        elif path.is_file():
            for document in _documents(path):
                _resource(found, document, path.parent, top)
    for generator in description.get("configMapGenerator", []) or []:
        for name in generator.get("envs", []):
            if (folder / name).resolve().is_relative_to(top):
                found.values |= {each.name: each.value for each in dotenv.parse(_text(folder / name)).entries}
        found.values |= dict(str(each).partition("=")[::2] for each in generator.get("literals", []))
    for generator in description.get("secretGenerator", []) or []:
        found.secrets |= {str(each).partition("=")[0] for each in generator.get("literals", [])}
    return found


def _resource(found: Given, document: Any, folder: Path, top: Path) -> None:
    if not isinstance(document, dict):
        return
    kind = document.get("kind")
    if kind == "ConfigMap":
        found.values |= {str(name): str(value) for name, value in (document.get("data") or {}).items()}
    elif kind == "Secret":
        found.secrets |= {*(document.get("data") or {}), *(document.get("stringData") or {})}
    elif kind == "ExternalSecret":
        found.secrets |= {each["secretKey"] for each in document.get("spec", {}).get("data", []) if "secretKey" in each}
    for container in _containers(document):
        got = _container("", container, folder, top)
        found.values |= got.values
        found.secrets |= got.secrets


def _containers(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in _CONTAINERS and isinstance(value, list):
                yield from (each for each in value if isinstance(each, dict))
            else:
                yield from _containers(value)
    elif isinstance(node, list):
        for each in node:
            yield from _containers(each)


def _container(where: str, container: Any, folder: Path, top: Path) -> Given:
    """A service of Compose, a container of Kubernetes, of an ECS task or of CloudFormation."""
    found = Given(where)
    if not isinstance(container, dict):
        return found
    files = container.get("env_file")
    for entry in files if isinstance(files, list) else [files] if isinstance(files, str | dict) else ():
        path = folder / str(entry.get("path", "") if isinstance(entry, dict) else entry)
        if path.resolve().is_relative_to(top) and path.is_file():
            found.values |= {each.name: each.value for each in dotenv.parse(_text(path)).entries}
    for section in ("environment", "Environment", "env"):
        for name, value in _variables(container.get(section)):
            if isinstance(value, dict) and "secretKeyRef" in value:
                found.secrets.add(name)
            else:
                found.values[name] = str(value)
    for section in ("secrets", "Secrets"):
        # A secret that Compose mounts has a name only, and is a file.
        found.secrets |= {name for name, origin in _variables(container.get(section)) if name and origin}
    for name in [each for each in found.values if each.endswith("_FILE")]:
        if found.values[name].startswith("/run/secrets/"):
            del found.values[name]
            found.secrets.add(name.removesuffix("_FILE"))
    return found


def _variables(section: Any) -> Iterator[tuple[str, Any]]:
    """The pairs of a mapping, of NAME=value strings, or of {name, value | valueFrom} objects."""
    if isinstance(section, dict):
        yield from ((str(name), value if value is not None else "") for name, value in section.items())
    for each in section if isinstance(section, list) else ():
        if isinstance(each, str):
            # Without a value Compose passes on its own.
            name, _, value = each.partition("=")
            yield name, value
        elif isinstance(each, dict) and ("name" in each or "Name" in each):
            value = next((each[key] for key in ("value", "Value", "valueFrom", "ValueFrom") if key in each), "")
            yield str(each.get("name", each.get("Name"))), value


def _name(container: dict[str, Any]) -> str:
    return str(container.get("name", container.get("Name", "")))


def _kustomization(folder: Path) -> dict[str, Any]:
    for name in _KUSTOMIZATIONS:
        for document in _documents(folder / name) if (folder / name).is_file() else ():
            if isinstance(document, dict):
                return document
    return {}


def _documents(file: Path) -> list[Any]:
    try:
        if file.suffix == ".json":
            return [json.loads(_text(file))]
        yaml = YAML(typ="rt")
        return list(yaml.load_all(_text(file)))
    except (YAMLError, ValueError, RecursionError):
        return []


def _top(root: Path) -> Path:
    """How far what is named may lie away: in the same work tree; without git under the root, or where we are."""
    start = (root if root.is_dir() else root.parent).resolve()
    here = Path.cwd() if start.is_relative_to(Path.cwd()) else start
    return next((each for each in (start, *start.parents) if (each / ".git").exists()), here)


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")
