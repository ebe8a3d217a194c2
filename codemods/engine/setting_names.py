"""One setting per value, the same value the same name everywhere, never a name that means something else already."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from codemods.domains.connections.addresses import parse_uri
from codemods.domains.deployment.links import link
from codemods.domains.runtime.command_lines import launches
from codemods.domains.secrets.names_and_values import is_secret_name, is_strong
from codemods.domains.settings.own_prefix import own_prefix
from codemods.domains.settings.reserved_names import (
    LISTENS,
    PLATFORM_FILES,
    is_attached,
    linked_service,
    reserved,
    says_too_little,
)
from codemods.domains.settings.set_variables import definitions, given_values
from codemods.engine.conditions.all_places import all_places
from codemods.engine.conditions.siblings import all_or_none
from codemods.engine.withholding import undivided, withheld
from codemods.model.environment_reads import reads, reads_of
from codemods.model.from_outside.to_environment import writes_of
from codemods.project.givers import exporter, givers
from codemods.project.project import Project
from codemods.rewriting.text.settings import held, places
from codemods.vocabulary.finding import Finding, Safety, Setting, Span

_URI = re.compile(r"[a-z][a-z0-9+]*://.*")
_WEB = re.compile(r"(?:https?|wss?)://[^/?#@\s]+(?=[/?#]|$)", re.IGNORECASE)
_FILLED = re.compile(r"[${}<>]")
_WORST = (Safety.SAFE, Safety.UNSAFE, Safety.NONE)


def name_settings(project: Project, findings: Iterable[Finding]) -> list[Finding]:
    """The findings with the final names of their settings, service by service, in the order of path and line.

    A finding with a setting that no name is free for is left without a fix, and so is the rest of its group.
    """
    given = sorted(findings, key=_order)
    ordered = withheld(project, all_or_none(project, given))
    services: dict[str, _Service] = {}
    for finding in ordered:
        root = project.service_root(finding.path)
        service = services.setdefault(root, _Service(project, root))
        if project.files[finding.path].kind == "python":
            service.coded |= {each.asked or each.name for each in finding.settings if each.secret}
        if not finding.sites:
            service.kept |= {each for each in finding.left if _WEB.fullmatch(each)}
        for setting in finding.settings:
            service.claims.setdefault(setting.asked or setting.name, []).append(setting)
            for base in _bases(setting):
                service.bases.setdefault(base, set()).add(setting.asked or setting.name)
            prefix, host = _server(setting.asked or setting.name, setting.value or "")
            if prefix and host:
                service.servers.setdefault(prefix, set()).add(host)
    named = []
    for finding in ordered:
        service = services[project.service_root(finding.path)]
        code = project.files[finding.path].kind == "python"
        named.append(_named(service, finding, code) if finding.sites else finding)
    found = _levelled(named)
    while True:
        before, found = found, _levelled(all_places(project, given, found))
        # What has got no name stays in the code, and so does the same password elsewhere.
        if any(map(_has_lost_a_secret, ordered, found)):
            ordered, found = found, _levelled(undivided(project, found))
        if found == before:
            return found


def _order(finding: Finding) -> tuple[str, Span, str]:
    return (finding.path, finding.span, finding.rule)


def _has_lost_a_secret(before: Finding, after: Finding) -> bool:
    return bool(before.sites) and not after.sites and any(each.secret for each in before.settings)


@dataclass
class _Service:
    """What is known of the names of one service: by primary name, what wants it; by final name, what has it."""

    project: Project
    root: str
    claims: dict[str, list[Setting]] = field(default_factory=dict)
    taken: dict[str, Setting] = field(default_factory=dict)
    # The hosts that are wanted under the usual names of one kind of server: REDIS_URL and REDIS_HOST are of one.
    servers: dict[str, set[str]] = field(default_factory=dict)
    # By scheme and host, the settings that each would hold an address there.
    bases: dict[str, set[str]] = field(default_factory=dict)
    # The same of what stays in the code, as nothing tells how to call it.
    kept: set[str] = field(default_factory=set)
    # The settings that hold what the code keeps secret today.
    coded: set[str] = field(default_factory=set)

    @cached_property
    def secrets(self) -> set[str]:
        """What the code calls its secrets, in the environment already or by a fix of today."""
        files = self.project.services.get(self.root, ())
        return {name for name in (*self.coded, *chain.from_iterable(map(reads_of, files))) if is_secret_name(name)}

    def objection(self, name: str, setting: Setting, code: bool) -> str:
        """Why the setting can't have this name; '' if it can."""
        if setting.fixed:
            return ""
        if not name.isidentifier():
            return f"no shell can set {name}"
        if (code and (reserved(name) or self.project.told.sets(name))) or (name in LISTENS and not setting.listens):
            return f"{name} is set by platforms or shells with a meaning of its own"
        if (
            (not setting.environments or _is_named_alone(name, setting))
            and not setting.listens
            and says_too_little(name)
        ):
            if not setting.secret:
                return f"{name} says too little"
            if beside := next((each for each in sorted(self.secrets) if each.endswith(f"_{name}")), ""):
                return f"{name} says too little beside {beside}"
        begin = own_prefix(self.project, self.root)
        if code and not setting.listens and not name.startswith(begin):
            return f"the variables of this service begin with {begin}"
        claims = self.claims.get(name, ())
        if setting.secret:
            # Of several secrets one may keep the name, where owners or environments tell the others apart.
            claims = [each for each in claims if each.secret and not each.others and not each.environments]
        if not all(_same(setting, each) for each in (*claims, *self._holder(name))):
            return f"{name} would stand for two values"
        prefix, host = _server(name, setting.value or "")
        if prefix and len(self.servers.get(prefix, ())) > 1:
            return f"{name} would stand for one of several servers"
        asked = setting.asked or setting.name
        if others := sorted(set().union(*(self.bases.get(each, set()) for each in _bases(setting))) - {asked}):
            return f"{others[0]} would be an address of the same host: one setting for both"
        if stays := sorted(self.kept & _bases(setting)):
            return f"{stays[0]} is written in other places too, which nothing gives a name"
        if host and code and (line := self._commanded(host)):
            return f"{line} gives a command the same address: both have to move"
        if name != asked and not all(each.secret or each.others for each in self.claims.get(asked, ())):
            return f"{asked} would be left to one of two values"
        if code and (found := self._link(name, setting)):
            return f"a link to the service {found} sets {name} to an address or a name of its own"
        if code and (line := self._given(name, setting)):
            return f"{line} sets {name}"
        if not self._free(name, setting, code):
            return f"{name} has another meaning in this service"
        return ""

    def platform(self) -> str:
        """The file that says the service runs on a platform which attaches databases; '' without one."""
        folders = dict.fromkeys((self.root, ""))
        paths = (posixpath.join(folder, name) for folder in folders for name in PLATFORM_FILES)
        return next((each for each in paths if each in self.project.files), "")

    def same_secret(self, setting: Setting) -> Iterable[str]:
        """What the very same secret is called already, where this setting has a name that nothing in the code has."""
        if not (setting.derived and setting.secret and setting.value and is_strong(setting.value)):
            return ()
        claimed = {
            each.asked or each.name for wanted in self.claims.values() for each in wanted if _is_it(each, setting)
        }
        kept = (held(self.project, self.root, file) for file, _ in places(setting))
        return sorted(claimed | {name for each in kept for name, value in each.items() if value == setting.value})

    def _commanded(self, host: str) -> str:
        """The command line that names the server in a URI of its own."""
        for each in launches(self.project):
            if self.project.service_root(each.path) == self.root:
                uris = (parse_uri(match[0]) for word in each.words if (match := _URI.search(word)))
                if any(uri is not None and uri.host.partition(":")[0] == host for uri in uris):
                    return f"{each.path}:{each.line}"
        return ""

    def _given(self, name: str, setting: Setting) -> str:
        """The line that gives the variable something else than the code says: it would begin to count."""
        if setting.secret:
            script = exporter(self.project, self.root, name)
            return f"{script.path}:{script.line}" if script else ""
        if setting.environments:
            return ""
        lines = givers(self.project, self.root, name)
        if setting.listens:
            # In a file of settings these two are anybody's.
            lines = tuple(each for each in lines if not each.path.endswith((".json", ".yml", ".yaml", ".toml", ".cfg")))
        given = (f"{each.path}:{each.line}" for each in lines if not _means(each.value, setting.value))
        return next(given, "") or self._written(name, setting)

    def _written(self, name: str, setting: Setting) -> str:
        """The line of Python that gives the variable another value: to tests, to the process, to what it starts."""
        for file in self.project.mentioning(name.encode()):
            if file.kind == "python" and self.project.service_root(file.path) in (self.root, ""):
                for variable, value, line in writes_of(file):
                    if variable == name and (value is None or not _means(value, setting.value)):
                        return f"{file.path}:{line}"
        return ""

    def _link(self, name: str, setting: Setting) -> str:
        """The service of the repository whose link sets the variable, and the file that names it; '' without one."""
        found = None if setting.listens else link(self.project, name)
        return f"{found[0]} ({found[1]})" if found else ""

    def _holder(self, name: str) -> list[Setting]:
        return [self.taken[name]] if name in self.taken else []

    def _free(self, name: str, setting: Setting, code: bool) -> bool:
        """Whether the service knows no variable of the name, or knows it in the very sense of this setting.

        What the service's `.env` holds is what an earlier pass, or its owner, means by the name.
        """
        # A variable that a Compose file gives to the service is the one that the code reads by that name.
        readers = reads(self.project, self.root, name) if code else []
        kept = [(held(self.project, self.root, file).get(name), value) for file, value in places(setting)]
        if any(there is not None and there != value for there, value in kept) or self._elsewhere(name, setting):
            return False
        ours = bool(kept) and all(there is not None for there, _ in kept)
        if setting.secret:
            return ours or (
                all(each.default == setting.value for each in readers) and not (code and self._replaced(name, setting))
            )
        if setting.value is None and not setting.environments and readers:
            return False
        if not ours and any(each.required or each.default != setting.value for each in readers):
            return False
        given = given_values(self.project, self.root).get(name, set())
        return bool(setting.environments) or all(_means(each, setting.value) for each in given)

    def _replaced(self, name: str, setting: Setting) -> bool:
        """Whether an image has another value for a secret, which nobody would miss the right one for."""
        return setting.value is not None and any(
            each.name == name and each.value not in ("", setting.value) and not _FILLED.search(each.value)
            for each in definitions(self.project, self.root)
            if (file := self.project.files.get(each.path)) is not None and file.kind == "dockerfile"
        )

    def _elsewhere(self, name: str, setting: Setting) -> bool:
        """Whether the file of an environment that this setting says nothing of gives the variable another value."""
        if setting.secret or setting.value is None:
            return False
        own = {file for file, _ in places(setting)}
        folder = posixpath.join(self.root, "env", "")
        files = (path for path in self.project.files if path.startswith(folder) and path.endswith(".env"))
        others = (posixpath.relpath(path, self.root or ".") for path in files)
        return any(held(self.project, self.root, each).get(name, setting.value) != setting.value
                   for each in others if each not in own)  # fmt: skip


def _named(service: _Service, finding: Finding, code: bool) -> Finding:
    settings = []
    for setting in finding.settings:
        asked = setting.asked or setting.name
        names = dict.fromkeys((*service.same_secret(setting), asked, *setting.others))
        objections = [(each, service.objection(each, setting, code)) for each in names]
        name = next((each for each, objection in objections if not objection), "")
        if not name:
            why = objections[0][1]
            return replace(
                finding,
                safety=Safety.NONE,
                sites=(),
                remedy=f"read it from a setting; its name is yours to choose: {why}",
            )
        service.taken.setdefault(name, setting)
        settings.append(replace(setting, name=name, asked=asked))
    links = sorted({linked_service(each.name) for each in settings if not each.fixed and not each.secret} - {""})
    named = replace(finding, settings=tuple(settings))
    notes = []
    if links:
        notes.append(
            f"a Kubernetes service or Docker link called {' or '.join(links)} sets that variable to an address"
        )
    attached = [each.name for each in settings if not each.fixed and is_attached(each.name)]
    if attached and code and (where := service.platform()):
        notes.append(f"{attached[0]} begins to count where the platform of {where} has attached a database")
    if notes and finding.safety is Safety.SAFE:
        return replace(named, safety=Safety.UNSAFE, remedy="; ".join((finding.remedy, *notes)))
    return named


def _bases(setting: Setting) -> set[str]:
    """Scheme, host and port of the addresses on the web that a setting would hold."""
    return {match[0].lower() for each in (setting.value or "",) if (match := _WEB.match(each))}


def _server(name: str, value: str) -> tuple[str, str]:
    """What the usual names of the server begin with that a setting says the address of, and the host.

    The first is '' for a name that says more: CACHE_REDIS_URL.
    """
    uri = parse_uri(value)
    if uri is not None:
        return uri.prefix if name == uri.variable else "", uri.host.partition(":")[0]
    if name.endswith("_HOST"):
        return name.removesuffix("_HOST"), value
    return "", ""


def _levelled(findings: list[Finding]) -> list[Finding]:
    """All of a group are as safe to fix as the least safe of them: half of a thing is no fix."""
    worst: dict[tuple[str, str], Safety] = {}
    for each in findings:
        if each.group:
            key = (each.rule[:3], each.group)
            worst[key] = max(worst.get(key, Safety.SAFE), each.safety, key=_WORST.index)
    return [_at(each, worst[each.rule[:3], each.group]) if each.group else each for each in findings]


def _at(finding: Finding, safety: Safety) -> Finding:
    if finding.safety is safety:
        return finding
    return replace(finding, safety=safety, sites=() if safety is Safety.NONE else finding.sites)


def _is_named_alone(name: str, setting: Setting) -> bool:
    """Whether one word alone, `API`, is to say where something is in each environment."""
    return "_" not in name and any("://" in each for each in (setting.value or "", *setting.environments.values()))


def _is_it(one: Setting, other: Setting) -> bool:
    return one.secret and not one.derived and one.value == other.value


def _same(one: Setting, other: Setting) -> bool:
    # Without a value of its own it is what each class of settings says, for itself.
    alike = one.value == other.value and (one.value is None or one.secret == other.secret)
    # A secret that each process invents is whatever the others of its name are, once it comes from outside.
    alike = alike or (one.secret and other.secret and None in (one.value, other.value))
    named = one.environments.keys() | other.environments.keys()
    return alike and all(_agree(_value_in(one, each), _value_in(other, each)) for each in named)


def _value_in(setting: Setting, environment: str) -> str | None:
    return setting.environments.get(environment, setting.value)


def _agree(one: str | None, other: str | None) -> bool:
    return None in (one, other) or one == other


def _means(given: str, value: str | None) -> bool:
    """Whether a variable that is set today says what the code says; a switch has many spellings."""
    on, off = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")
    low, own = given.lower(), (value or "").lower()
    return given == value or any(low in each and own in each for each in (on, off) if own in ("0", "1"))
