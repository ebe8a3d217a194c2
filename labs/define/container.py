"""One view of a container, whoever defines it: Compose, ECS or Kubernetes."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from codemods.domains.commands.grace import seconds
from codemods.formats.definitions import given

Document = dict[str, Any]


@dataclass(frozen=True)
class Probe:
    """What asks a container how it is. asks is the command's words, or the path; port where it is known."""

    purpose: str  # readiness, liveness, or health where one probe is for all
    kind: str  # http, exec, shell, socket
    asks: str = ""
    port: str = ""


@dataclass(frozen=True)
class Container:
    """What a definition says of a container. grace is in seconds; None where it says nothing. words are those
    of its command, none where the image's own is run."""

    image: str
    user: str
    read_only: bool
    writable: Sequence[str]
    probes: Sequence[Probe]
    grace: float | None
    memory: bool
    values: Mapping[str, str]
    secrets: set[str] = field(default_factory=set)
    all_secrets: bool = False
    replicas: int | None = None
    disks: Sequence[str] = ()
    words: Sequence[str] = ()


def of_compose(service: Document, folder: Path) -> Container:
    """A service of a Compose file."""
    got = given(service, folder)
    referred = {name for name, value in got.values.items() if value.startswith("${") and ":-" not in value}
    binds = [each for each in map(_volume, _list(service.get("volumes"))) if each]
    return Container(
        image=str(service.get("image", "")),
        user=str(service.get("user", "")),
        read_only=service.get("read_only") is True,
        writable=[str(each).partition(":")[0] for each in _list(service.get("tmpfs"))],
        probes=_compose_probes(service.get("healthcheck") or {}),
        grace=seconds(str(service["stop_grace_period"])) if "stop_grace_period" in service else None,
        memory="mem_limit" in service or bool(_at(service, "deploy", "resources", "limits", "memory")),
        values=got.values,
        secrets=got.secrets | referred,
        replicas=_at(service, "deploy", "replicas") or service.get("scale"),
        disks=binds,
        words=_words(service.get("command")),
    )


def of_ecs(task: Document, container: Document) -> Container:
    """A container of an ECS task definition."""
    got = given(container, Path())
    hosts = {each["name"]: each["host"] for each in task.get("volumes", []) if each.get("host")}
    mounts = container.get("mountPoints", [])
    memory = any("memory" in each for each in (task, container))
    tmpfs = _at(container, "linuxParameters", "tmpfs") or []
    return Container(
        image=str(container.get("image", "")),
        user=str(container.get("user", "")),
        read_only=container.get("readonlyRootFilesystem") is True,
        writable=[str(each.get("containerPath")) for each in (*tmpfs, *mounts)],
        probes=_command_probes("health", _at(container, "healthCheck", "command") or []),
        grace=float(container["stopTimeout"]) if "stopTimeout" in container else None,
        memory=memory,
        values=got.values,
        secrets={each["name"] for each in container.get("secrets", []) if each.get("valueFrom")},
        disks=[str(each["containerPath"]) for each in mounts if each.get("sourceVolume") in hosts],
        words=_words(container.get("command")),
    )


def of_kubernetes(deployment: Document, maps: Mapping[str, Mapping[str, str]]) -> Container:
    """The first container of a Deployment; maps are the ConfigMaps of its file, by name."""
    pod = _at(deployment, "spec", "template", "spec") or {}
    container: Document = next(iter(pod.get("containers") or []), {})
    got = given(container, Path())
    taken = [_at(each, "configMapRef", "name") for each in container.get("envFrom") or []]
    values = {name: value for each in taken for name, value in maps.get(str(each), {}).items()}
    volumes = {each.get("name"): each for each in pod.get("volumes") or []}
    mounts = container.get("volumeMounts") or []
    security = {**(pod.get("securityContext") or {}), **(container.get("securityContext") or {})}
    root = security.get("runAsNonRoot") is not True
    return Container(
        image=str(container.get("image", "")),
        user="0" if root else str(security.get("runAsUser", "image")),
        read_only=security.get("readOnlyRootFilesystem") is True,
        writable=[str(each.get("mountPath")) for each in mounts if "emptyDir" in volumes.get(each.get("name"), {})],
        probes=_kubernetes_probes(container),
        grace=pod.get("terminationGracePeriodSeconds"),
        memory=bool(_at(container, "resources", "limits", "memory")),
        values=values | got.values,
        secrets=got.secrets,
        all_secrets=any("secretRef" in each for each in container.get("envFrom") or []),
        replicas=_at(deployment, "spec", "replicas"),
        disks=[str(each.get("mountPath")) for each in mounts if "hostPath" in volumes.get(each.get("name"), {})],
        words=[*_words(container.get("command")), *_words(container.get("args"))],
    )


def _compose_probes(check: Document) -> list[Probe]:
    test = check.get("test") or []
    return _command_probes("health", ["CMD-SHELL", test] if isinstance(test, str) else test)


def _command_probes(purpose: str, test: Sequence[str]) -> list[Probe]:
    if not test or test[0] == "NONE":
        return []
    return [Probe(purpose, "shell" if test[0] == "CMD-SHELL" else "exec", " ".join(map(str, test[1:])))]


def _kubernetes_probes(container: Document) -> list[Probe]:
    ports = {each.get("name"): str(each.get("containerPort")) for each in container.get("ports") or []}
    found = []
    for purpose in ("readiness", "liveness"):
        probe = container.get(f"{purpose}Probe") or {}
        if http := probe.get("httpGet"):
            port = str(http.get("port"))
            found.append(Probe(purpose, "http", str(http.get("path", "/")), ports.get(port, port)))
        elif "tcpSocket" in probe:
            found.append(Probe(purpose, "socket"))
        elif command := _at(probe, "exec", "command"):
            found.append(Probe(purpose, "exec", " ".join(map(str, command))))
    return found


def _volume(volume: Any) -> str:
    """Where a service of Compose has a folder of the machine, '' for a volume of its own or what is read only."""
    if isinstance(volume, dict):
        return str(volume.get("target", "")) if volume.get("type") == "bind" and not volume.get("read_only") else ""
    source, _, rest = str(volume).partition(":")
    target, _, mode = rest.partition(":")
    return target if source.startswith((".", "/", "~")) and "ro" not in mode.split(",") else ""


def _at(node: Any, *way: str) -> Any:
    for each in way:
        node = node.get(each) if isinstance(node, dict) else None
    return node


def _words(command: Any) -> list[str]:
    return shlex.split(command) if isinstance(command, str) else [str(each) for each in command or ()]


def _list(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [value] if value else []
