"""Opens a stage: guesses what the profile lacks, starts what it names, and finds out what can be asked."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path

from codemods.vocabulary.languages import said
from labs.cluster import processes
from labs.prove import guess, interpreter, requests, servers
from labs.prove.events import is_outside
from labs.prove.guard import Guard
from labs.prove.guess import Known
from labs.prove.profile import BadProfile, Profile
from labs.prove.requests import Step
from labs.prove.servers import filled
from labs.prove.stage import START_SECONDS, Replica, Stage, command
from labs.prove.visitor import Visitor

ROUTES = Path(__file__).parent / "watch" / "routes.py"
ROUTES_SECONDS = 60
TITLE = re.compile(rb"<title>([^<]{1,200})")
AGE = re.compile(r"(Import|ModuleNotFound|Syntax|Attribute|Type)Error\b")  # what other versions may mend
ERROR = re.compile(r"[\w.]+(Error|Exception|NotFound|Configured)\b")


@contextlib.contextmanager
def stage(
    tree: Path, profile: Profile, moved: Mapping[str, str], tell: Callable[[str], object] = lambda what: None
) -> Iterator[Stage]:
    """A service ready for experiments. moved are settings that a migration took out of the code. Raises BadProfile,
    RuntimeError, TimeoutError."""
    profile, known = guess.complete(tree, profile, moved)
    with contextlib.ExitStack() as stack:
        home = stack.enter_context(processes.workspace("prove-"))
        tell(said("the interpreter"))
        profile, programs = _with_interpreter(tree, profile, known, home)
        if parts := sorted(profile.parts & set(servers.KINDS)):
            tell(", ".join(parts))
        running = stack.enter_context(servers.running(profile.parts))
        guard = stack.enter_context(Guard())
        made = Stage(tree, profile, programs, (), home, running, guard, known.settings)
        tell(said("the release step" if profile.release else "the image"))
        made.prepare()
        tell(said("what can be asked"))
        made.steps = requests.steps(tree, profile.requests) or requests.guessed(_routes(made, known))
        _ask_once(made)
        yield made


def _with_interpreter(tree: Path, profile: Profile, known: Known, home: Path) -> tuple[Profile, Path]:
    """The profile with a start command that its interpreter has, and the folder of the interpreter's programs."""
    folder = tree / profile.folder
    word = command(profile, {})[0]
    found = interpreter.find(tree, folder, profile.python) or interpreter.make(tree, profile, home, word)
    programs, source = found
    if not (programs / "python").exists():
        raise BadProfile(
            f"there is no {programs}/python; leave python out of the profile, and one is made from the lock"
        )
    profile = replace(profile, guessed={**profile.guessed, "python": source})
    if interpreter.missing_program(programs, word) and "start" in profile.guessed and known.target:
        profile = replace(profile, start=guess.other_start(known.target, programs))
        word = command(profile, {})[0]
    if interpreter.missing_program(programs, word):
        raise BadProfile(f"the start command begins with {word!r}, which {source} has not; install it, or change start")
    return profile, programs


def _routes(made: Stage, known: Known) -> Sequence[str]:
    """The service's GET routes without parameters, as its own process tells them; none where it does not."""
    if not known.target:
        return []
    tree = made.copy()
    settings = filled(made.profile.settings, made.parts)
    variables = made.variables(tree, made.home / "routes.jsonl", processes.free_port(), settings)
    with contextlib.suppress(subprocess.TimeoutExpired):
        done = subprocess.run(
            [made.programs / "python", ROUTES, known.target],
            cwd=tree / made.profile.folder, env=variables, capture_output=True, text=True, check=False,
            timeout=ROUTES_SECONDS,
        )  # fmt: skip
        _, mark, listed = done.stdout.rpartition("\nROUTES ")
        if mark:
            return [each for each in json.loads(listed.splitlines()[0]) if each.startswith("/")]
    return []


def _ask_once(made: Stage) -> None:
    """Start the service once, as it is: what does not answer well then, and was only guessed, is not asked again.

    Raises BadProfile where it does not start, or nothing is answered well.
    """
    made.begin()
    with made.deployment() as deployment:
        replica, path = deployment.launch(), made.profile.health or "/"
        try:
            answered = lambda: replica.answers(path, bad=1000)  # noqa: E731
            made.usual = processes.wait_until(answered, START_SECONDS, "any answer", replica.container.process)
        except (RuntimeError, TimeoutError) as error:
            raise BadProfile(_does_not_start(made, replica, error)) from None
        made.find_probe(replica)
        kept: list[Step] = []
        visitor = Visitor(replica.url)
        for step in made.steps:
            answer = visitor.take(step)
            status = answer.status
            if not step.guessed and (status == 0 or status >= 500):
                title = TITLE.search(answer.body)
                why = f" ({unescape(title[1].decode(errors='replace')).strip()})" if title else ""
                told = f"{status or 'nothing'}{why}"
                raise BadProfile(
                    f"{step.text} of the profile is answered with {told}: is a release step missing, or a setting?"
                    + _said(replica)
                )
            if not step.guessed or 0 < status < 400:
                kept.append(step)
            elif status == 0 or status >= 500:
                made.bad.append(f"{step.text}: {status or 'no answer'}")
        made.steps = kept
    made.end()
    if not kept:
        asked = f" (asked on a guess: {', '.join(made.bad)})" if made.bad else ""
        raise BadProfile(
            "no request is answered well" + asked + '; name some in the profile: requests = ["GET /login"]'
        )


def _does_not_start(made: Stage, replica: Replica, error: Exception) -> str:
    """One sentence of why, then the end of what it printed."""
    lines = _lines(replica)
    wrong = next((line for line in reversed(lines) if ERROR.match(line)), "")
    ended = "it ends at once" if isinstance(error, RuntimeError) else f"no answer in {START_SECONDS:.0f} s"
    asked = {event.text: event.where for event in replica.events() if is_outside(event)}
    hint = "".join(f"; it asked for what is outside of this machine: {what} ({where})" for what, where in asked.items())
    why = made.guard.said or wrong or ended
    if AGE.match(wrong) and "made from" in (source := made.profile.guessed.get("python", "")):
        hint += f"; its environment is {source}: python and as_of of the profile name another version, or an older day"
    return f"the service does not start with {made.profile.start!r}: {why}{hint}{_said(replica)}"


def _lines(replica: Replica) -> Sequence[str]:
    return [line.strip() for line in replica.container.output().splitlines() if line.strip()]


def _said(replica: Replica) -> str:
    """The end of what it printed, indented."""
    return "".join(f"\n    {line}" for line in _lines(replica)[-12:])
