"""What a run saw of the findings of `check`, and what it saw that no finding explains."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from labs import trees
from labs.prove.events import SCRATCH, Event, is_log, is_outside

# What an event would be a sign of, where no finding is about it: the kind and the phase, the anti-pattern.
SIGNS: Mapping[tuple[str, str], int] = {
    ("write", "serve"): 1,
    ("sqlite", "serve"): 1,
    ("sleep", "start"): 4,
    ("database", "start"): 4,
    ("connect", "start"): 4,
    ("lookup", "start"): 4,
    ("run", "start"): 4,
}
# Which kinds of events show that a finding of an anti-pattern is real.
KINDS: Mapping[int, frozenset[str]] = {
    1: frozenset(["write", "sqlite"]),
    4: frozenset(["sleep", "database", "connect", "lookup", "run", "write", "sqlite"]),
    5: frozenset(["database", "connect", "lookup", "sqlite"]),
    6: frozenset(["write", "read", "database", "connect", "lookup"]),
    7: frozenset(["write"]),
    8: frozenset(["database", "connect", "sqlite"]),
}
SLEEP_SECONDS = 0.5
SQLITE = re.compile("sqlite", re.IGNORECASE)


def findings(tree: Path) -> Sequence[Mapping[str, Any]]:
    """The findings of check in a tree. Raises CodemodsFailed."""
    found: list[Mapping[str, Any]] = json.loads(trees.codemods("check", "--format", "json", str(tree)))["findings"]
    return found


def confirmed(found: Iterable[Mapping[str, Any]], events: Sequence[Event]) -> list[dict[str, Any]]:
    """For each finding the first event at its place, '' where it was not seen."""
    made = []
    for each in found:
        kinds = KINDS.get(each["anti_pattern"], frozenset())
        seen = next((event for event in events if event.kind in kinds and _at(event, each)), None)
        made.append(
            {
                "rule": each["rule"], "path": each["path"], "line": each["line"],
                "event": f"{seen.text} ({seen.phase})" if seen else "",
            }
        )  # fmt: skip
    return made


def unexplained(found: Sequence[Mapping[str, Any]], events: Iterable[Event]) -> list[dict[str, Any]]:
    """Events that are a sign of an anti-pattern which no finding in a file of theirs is about: possible misses."""
    made = dict[tuple[int, str], dict[str, Any]]()
    for number, event in _signs(events):
        files = {path for path, _ in event.frames}
        known = (each for each in found if each["anti_pattern"] == number)
        if not any(each["path"] in files or _of_sqlite(event, each) for each in known):
            made.setdefault(
                (number, event.where),
                {"anti_pattern": number, "event": f"{event.text} ({event.phase})", "where": event.where},
            )
    return list(made.values())


def _signs(events: Iterable[Event]) -> Iterator[tuple[int, Event]]:
    for event in events:
        number = SIGNS.get((event.kind, event.phase), 0)
        if event.kind == "write" and is_log(event.what):
            number = 7
        if not number or not event.path or SCRATCH.search(event.what) or "/tmp/" in event.what:
            continue
        if "operable-" in event.what:
            continue  # a value that only prove gives
        if event.kind == "sleep" and (event.seconds < SLEEP_SECONDS or not event.main):
            continue
        if event.kind in ("connect", "lookup") and not is_outside(event) and number == 4:
            continue
        yield number, event


def _of_sqlite(event: Event, finding: Mapping[str, Any]) -> bool:
    return event.kind == "sqlite" and SQLITE.search(finding["message"]) is not None


def _at(event: Event, finding: Mapping[str, Any]) -> bool:
    """Whether some of the service's own code on the event's stack is within the finding."""
    last = max(finding.get("end_line") or 0, finding["line"])
    return any(path == finding["path"] and finding["line"] <= line <= last for path, line in event.frames)
