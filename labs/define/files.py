"""The five files, in the order in which they are written: what each must be, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from codemods.domains.commands.commands import copies_all
from codemods.domains.commands.gunicorn import gunicorn
from codemods.domains.secrets.names_and_values import is_secret_name
from codemods.domains.settings.contract import contract
from codemods.engine.registry import rules
from codemods.engine.request import load
from codemods.engine.session import check
from codemods.formats import dockerfile
from codemods.project.project import Project
from labs.define import application, checks, container, tools
from labs.define.checks import Problem, Shop
from labs.trees import AFTER, ROOT

Document = dict[str, Any]
EMPTY = Path(__file__).parent / "empty"
ANSWER = ROOT / "labs" / "instructors" / "definitions"


class Unreadable(Exception):
    """A file that is not there, or not what its name says."""


@dataclass(frozen=True)
class File:
    """One definition. tool is the platform's own, with what it is called."""

    name: str
    title: str
    tool: tuple[str, Callable[[Path], list[str]]]
    problems: Callable[[Path, Shop], Iterator[Problem]]


@dataclass(frozen=True)
class Report:
    """What was found in one file; absent names the tool that this machine lacks."""

    file: File
    problems: list[Problem]
    absent: str = ""


def shop() -> Shop:
    """What the fixed bookshop, for which the definitions are written, says of itself."""
    project, _ = load(AFTER)
    needs = frozenset(name for name, each in contract(project).settings.items() if each.required)
    server = gunicorn(project, "", ("gunicorn", "app:app"))
    graceful = server.number("graceful_timeout") if server else None
    return Shop(needs, graceful or 30.0, 5.0)


def looked_at(folder: Path, of: Shop) -> Iterator[Report]:
    """Each file of the folder, one after the other: its own checks, then the platform's tool, then the codemods."""
    found = _findings(folder)
    for each in FILES:
        absent, (name, tool) = "", each.tool
        try:
            if not (folder / each.name).is_file():
                raise Unreadable("it is not there")
            problems = list(each.problems(folder, of))
            try:
                problems += [Problem(name, line) for line in tool(folder / each.name)]
            except tools.NoTool:
                absent = name
            problems += found.get(each.name, [])
        except Unreadable as error:
            problems = [Problem("file", str(error))]
        except (AttributeError, TypeError, ValueError) as error:
            # A list where a mapping belongs, a word where a number does: the shape is no definition's.
            problems = [Problem("file", f"it is no definition: {error}")]
        yield Report(each, problems, absent)


def _findings(folder: Path) -> dict[str, list[Problem]]:
    """What the codemods say of the files, beside the settings of the shop's server."""
    beside = {name: (AFTER / name).read_bytes() for name in ("gunicorn.conf.py", "requirements.txt")}
    own = {each.name: (folder / each.name).read_bytes() for each in FILES if (folder / each.name).is_file()}
    found: dict[str, list[Problem]] = {}
    for each in check(Project(folder, beside | own), rules(), jobs=1).findings:
        if each.path in own:
            found.setdefault(each.path, []).append(Problem(each.rule, f"{each.message} (line {each.span.line})"))
    return found


def _dockerfile(folder: Path, of: Shop) -> Iterator[Problem]:
    document = dockerfile.parse((folder / "Dockerfile").read_text(encoding="utf-8"))
    if not document.stages:
        raise Unreadable("it is empty: FROM, WORKDIR, COPY, RUN, USER, CMD")
    run = [each.text for each in document.inherited() if each.keyword == "RUN"]
    if not any("--require-hashes" in each and "requirements.txt" in each for each in run):
        yield Problem("lock", "nothing is installed by the lock (pip install --require-hashes -r requirements.txt)")
    if not copies_all(document):
        yield Problem("code", "the code is not copied to where the process starts (COPY . . behind WORKDIR)")
    users = [each.text for each in document.inherited() if each.keyword == "USER"]
    if not users or users[-1].partition(":")[0] in ("0", "root"):
        yield Problem("user", "no USER: whoever starts it without a word of his own starts it as root")
    elif not users[-1].partition(":")[0].isdigit():
        yield Problem("user", "USER by name: Kubernetes' runAsNonRoot can only be sure of a number")
    told = [name for name, value in document.environment().items() if value and is_secret_name(name)]
    if told:
        yield Problem("secrets", f"{', '.join(told)} is in the image: whoever has it has them")
    yield from _command(document)


def _command(document: dockerfile.Document) -> Iterator[Problem]:
    last = document.entrypoint() or document.cmd()
    if last is None:
        yield Problem("command", "no CMD: nothing says what process 1 is")
    elif last.words is None:
        yield Problem("command", "the shell form: process 1 is a shell, which keeps SIGTERM from the shop")
    elif last.words[:1] != ("gunicorn",):
        yield Problem("command", f"{' '.join(last.words)!r} is no server that drains on SIGTERM; gunicorn is")
    elif wrong := application.wrong(last.words):
        yield Problem("served", wrong)


def _compose(folder: Path, of: Shop) -> Iterator[Problem]:
    services = _yaml(folder / "compose.yaml")[0].get("services") or {}
    if not isinstance(services, dict) or len(services) != 1:
        raise Unreadable("write one service, the shop")
    (service,) = services.values()
    if not isinstance(service, dict):
        raise Unreadable("the service says nothing")
    yield from checks.common(container.of_compose(service, folder), of, checks.replicas)
    if _shell(service.get("command")):
        yield Problem("command", "command is a string: write the words, [gunicorn, app:app]")


def _task(folder: Path, of: Shop) -> Iterator[Problem]:
    task = _json(folder / "task.json")
    containers = task.get("containerDefinitions") or []
    if not containers:
        raise Unreadable("it is empty: family, containerDefinitions")
    yield from checks.common(container.of_ecs(task, containers[0]), of)
    yield from checks.of_task(task, containers[0])


def _service(folder: Path, of: Shop) -> Iterator[Problem]:
    service = _json(folder / "service.json")
    if not service:
        raise Unreadable("it is empty: taskDefinition, desiredCount, deploymentConfiguration, loadBalancers")
    yield from checks.of_service(service, _json(folder / "task.json"))


def _deployment(folder: Path, of: Shop) -> Iterator[Problem]:
    documents = [each for each in _yaml(folder / "deployment.yaml") if each]
    found = [each for each in documents if each.get("kind") == "Deployment"]
    if len(found) != 1:
        raise Unreadable("write one Deployment")
    maps = {each["metadata"]["name"]: each.get("data") or {} for each in documents if each.get("kind") == "ConfigMap"}
    yield from checks.common(container.of_kubernetes(found[0], maps), of, checks.replicas)
    yield from checks.of_rollout(found[0].get("spec") or {})


def _shell(command: Any) -> bool:
    return isinstance(command, str)


def _yaml(file: Path) -> list[Document]:
    try:
        found = list(YAML(typ="safe").load_all(file.read_text(encoding="utf-8")))
    except YAMLError as error:
        raise Unreadable(f"no YAML: {getattr(error, 'problem', error)}") from None
    return [each if isinstance(each, dict) else {} for each in found] or [{}]


def _json(file: Path) -> Document:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Unreadable(f"no JSON: {error}") from None
    if not isinstance(found, dict):
        raise Unreadable("no JSON object")
    return found


def _ecs(operation: str) -> Callable[[Path], list[str]]:
    return lambda file: tools.ecs(operation, _json(file))


FILES = (
    File("Dockerfile", "the image", ("hadolint", tools.hadolint), _dockerfile),
    File("compose.yaml", "the shop on one machine", ("docker compose", tools.compose), _compose),
    File("task.json", "the task of ECS", ("the API of ECS", _ecs("RegisterTaskDefinition")), _task),
    File("service.json", "the service of ECS", ("the API of ECS", _ecs("CreateService")), _service),
    File("deployment.yaml", "the Deployment", ("the schemas of Kubernetes", tools.kubernetes), _deployment),
)
