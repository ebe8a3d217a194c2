"""Opens a stage: reads the profile, guesses what it lacks, starts what it names, and finds out what can be asked."""

from __future__ import annotations

import contextlib
import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from labs.cluster import processes
from labs.prove import guess, interpreter, requests, servers
from labs.prove.guard import Guard
from labs.prove.guess import Known
from labs.prove.profile import BadProfile, Profile
from labs.prove.requests import Step
from labs.prove.servers import filled
from labs.prove.stage import Stage, command

ROUTES = Path(__file__).parent / "watch" / "routes.py"
ROUTES_SECONDS = 60


@contextlib.contextmanager
def stage(
    tree: Path, profile: Profile, tell: Callable[[str], object] = lambda what: None
) -> Iterator[tuple[Stage, Known]]:
    """A service ready for experiments, and what is known of its code. Raises BadProfile, RuntimeError, TimeoutError."""
    profile, known = guess.complete(tree, profile)
    with contextlib.ExitStack() as stack:
        home = stack.enter_context(processes.workspace("prove-"))
        tell("the interpreter")
        folder = tree / profile.folder
        found = interpreter.find(tree, folder, profile.python) or interpreter.make(tree, folder, home)
        programs, source = found
        if not (programs / "python").exists():
            raise BadProfile(f"python: there is no {programs}/python; leave it out, and one is made from the lock")
        profile = replace(profile, guessed={**profile.guessed, "python": source})
        (word, *_) = command(profile, {})
        if interpreter.missing_program(programs, word):
            raise BadProfile(f"the start command begins with {word!r}, which {source} has not; change start or python")
        if profile.parts:
            tell(", ".join(sorted(profile.parts - {"port", "tree"})) or "its parts")
        parts = stack.enter_context(servers.running(profile.parts))
        guard = stack.enter_context(Guard())
        made = Stage(tree, profile, programs, (), home, parts, guard)
        tell("the release step" if profile.release else "the image")
        made.prepare()
        tell("what can be asked")
        made.steps = requests.steps(tree, profile.requests) or requests.guessed(_routes(made, known))
        _ask_once(made)
        yield made, known


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
        replica = deployment.launch()
        path = made.profile.health or "/"
        try:
            processes.wait_until(lambda: replica.answers(path, bad=1000), 60, "any answer", replica.container.process)
        except (RuntimeError, TimeoutError) as error:
            said = made.guard.said or str(error)
            refused = sorted({event.text for event in replica.events() if event.kind in ("connect", "lookup")})
            hint = f"\nit asked for: {', '.join(refused)}" if refused else ""
            raise BadProfile(
                f"the service does not start with this profile ({made.profile.start}): {said}{hint}"
            ) from None
        kept: list[Step] = []
        from labs.prove.visitor import Visitor

        visitor = Visitor(replica.url)
        for step in made.steps:
            answer = visitor.take(step)
            if not step.guessed or 0 < answer.status < 400:
                kept.append(step)
            elif answer.status == 0 or answer.status >= 500:
                made.bad.append(f"{step.text}: {answer.status or 'no answer'}")
        made.steps = kept
    made.end()
    if not kept:
        raise BadProfile(
            'no request is answered well: name some in the profile, as requests = ["GET /login"]'
            + (f" (asked on a guess: {', '.join(made.bad)})" if made.bad else "")
        )
