"""The pods and tasks that run a service's own image, as Kubernetes manifests, ECS files and CloudFormation say them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.domains.deployment.images import is_python_image
from codemods.formats import parse, yaml
from codemods.formats.compose import Path, Scalar
from codemods.libraries.programs import BESIDE
from codemods.libraries.server_options import GUNICORN_VARIABLE
from codemods.project.project import Project
from codemods.project.source_file import SourceFile
from codemods.project.test_code import Use, parts, use_of_path

CONTAINERS = ("containers", "containerDefinitions", "ContainerDefinitions")
# The keys of a container's command, in the order of its words: a task's `command` follows its entry point.
_COMMANDS = ("entryPoint", "EntryPoint", "command", "Command", "args")
# The ports that what is run beside a service listens on.
_THEIR_PORTS = frozenset(("5432", "3306", "6379", "27017", "5672", "9092", "9200", "11211", "2181"))
# What belongs to the machine and holds nobody's data.
_SYSTEM = re.compile(r"/(proc|sys|dev|cgroup|etc|run|var/run|lib/modules|usr|var/lib/(docker|kubelet|containerd))(/|$)")
# Where logs lie on every machine.
_LOGS = "/var/log/"
_NO_FOLDER = ("Socket", "CharDevice", "BlockDevice", "File", "FileOrCreate")
_REPLICATED = ("Deployment", "StatefulSet", "ReplicaSet")


@dataclass(frozen=True, slots=True)
class Mount:
    """A folder of the machine that a container writes to: where the container has it, and where the machine does."""

    path: str
    host: Scalar


def replicated(part: yaml.Part) -> bool:
    """Whether a document of Kubernetes describes replicas."""
    return _value(part, (), "kind") in _REPLICATED


def containers(part: yaml.Part) -> Iterator[Path]:
    """The ways to the containers of a pod or a task, each once."""
    seen: dict[Path, None] = {}
    for each in part.scalars:
        for size, step in enumerate(each.path[:-1]):
            if step in CONTAINERS and isinstance(each.path[size + 1], int):
                seen.setdefault(each.path[: size + 2])
    yield from seen


def own_containers(part: yaml.Part, file: SourceFile) -> list[Path]:
    """The containers that run an image of the project's, in a definition that is for production."""
    if use_of_path(file.path, file.project.told.test_folders) is not Use.PRODUCTION:
        return []
    return [each for each in containers(part) if is_own(part, each, file.project)]


def workload_words(part: yaml.Part, at: Path) -> list[Scalar]:
    """What a container is told to run, and the options that it gives gunicorn in the environment, behind its name."""
    found = [each for each in part.scalars if each.path[: len(at)] == at and len(each.path) > len(at)]
    words = [each for key in _COMMANDS for each in found if each.path[len(at)] == key]
    named = {each.path[:-1]: each for each in found if each.value == GUNICORN_VARIABLE and each.path[-1] == "name"}
    return words + [
        each for place, name in named.items() for each in (name, part.values.get((*place, "value"))) if each
    ]


def is_own(part: yaml.Part, at: Path, project: Project) -> bool:
    """Whether a container runs an image that this project builds for Python, as far as its name tells.

    Where no Dockerfile has the image's name, it is so unless the project builds others than Python's too.
    """
    name = image_name(_value(part, at, "image", "Image"))
    if not name or "$" in name or is_others(part, at):
        return False
    images = [each for each in project.files.values() if each.kind == "dockerfile"]
    named = [each for each in images if posixpath.basename(posixpath.dirname(each.path)) == name]
    return all(is_python_image(each) for each in named or images)


def is_others(part: yaml.Part, at: Path) -> bool:
    """Whether a container runs what many projects run beside their own, by its image's name or its ports."""
    ports = {each.value for each in part.scalars if each.path[: len(at)] == at
             and each.path[-1] in ("containerPort", "ContainerPort")}  # fmt: skip
    return not BESIDE.isdisjoint(parts(image_name(_value(part, at, "image", "Image")))) or bool(ports & _THEIR_PORTS)


def image_name(image: str) -> str:
    """What an image is called, without its registry, its tag and its digest."""
    return re.sub(r"[:@].*", "", image.rpartition("/")[2])


def image_tag(image: str) -> str:
    """The tag of an image, '' without one."""
    return image.rpartition("/")[2].partition("@")[0].partition(":")[2]


def host_mounts(part: yaml.Part, at: Path) -> Iterator[Mount]:
    """The folders of the machine that a container may write to."""
    pod = at[:-2]
    named = {part.values[path].value: path[:-1] for path in part.values
             if path[:-2] == (*pod, "volumes") and path[-1] == "name"}  # fmt: skip
    for place in _items(part, (*at, "volumeMounts")) + _items(part, (*at, "mountPoints")):
        volume = named.get(_value(part, place, "name", "sourceVolume"))
        path, read_only = _value(part, place, "mountPath", "containerPath"), _value(part, place, "readOnly")
        if volume is None or read_only == "true" or _value(part, (*volume, "hostPath"), "type") in _NO_FOLDER:
            continue
        host = part.values.get((*volume, "hostPath", "path")) or part.values.get((*volume, "host", "sourcePath"))
        if host is not None and not _SYSTEM.match(host.value) and not host.value.endswith(".sock"):
            yield Mount(path, host)


def holds_logs(mount: Mount) -> bool:
    """Whether it is log files that are kept there, by the folder's name, or by where logs lie on every machine."""
    if any(f"{each}/".startswith(_LOGS) for each in (mount.path, mount.host.value)):
        return True
    return not {"log", "logs", "logging"}.isdisjoint(parts(posixpath.basename(mount.path.rstrip("/"))))


def task_of(service: yaml.Part, file: SourceFile) -> tuple[yaml.Part, list[Path]] | None:
    """The task definition that an ECS service runs, with its own containers: the nearest of the project."""
    wanted = _value(service, (), "taskDefinition").rpartition("/")[2].partition(":")[0]
    if not wanted or use_of_path(file.path, file.project.told.test_folders) is not Use.PRODUCTION:
        return None
    defining = (each for each in file.project.files.values()
                if each.kind == "yaml" and b"containerDefinitions" in each.data)  # fmt: skip
    for other in sorted(defining, key=lambda each: _distance(file.path, each.path)):
        document: yaml.Document = parse(other)
        for part in document.parts:
            own = [each for each in containers(part) if is_own(part, each, file.project)]
            if _value(part, (), "family") == wanted and own:
                return part, own
    return None


def _distance(path: str, other: str) -> tuple[int, str]:
    """How far a file lies from another: the folders that they do not share; then its path."""
    folders, theirs = path.split("/")[:-1], other.split("/")[:-1]
    shared = len(posixpath.commonprefix([folders, theirs]))
    return len(folders) + len(theirs) - 2 * shared, other


def _items(part: yaml.Part, at: Path) -> list[Path]:
    """The ways to the items of a list of mappings."""
    return list(dict.fromkeys(each.path[: len(at) + 1] for each in part.scalars
                              if each.path[: len(at)] == at and len(each.path) > len(at) + 1))  # fmt: skip


def _value(part: yaml.Part, at: Path, *names: str) -> str:
    """The first of these keys that a mapping has, '' without any."""
    return next((part.values[(*at, each)].value for each in names if (*at, each) in part.values), "")
