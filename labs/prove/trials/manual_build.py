"""Experiment 5 on any service: edits by hand, addresses that nothing from outside changes, secrets in the image."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from codemods.domains.secrets.names_and_values import is_secret_name
from codemods.engine.registry import rules
from codemods.formats import dotenv
from labs.cluster import dockerfile
from labs.experiment import Bars, Figure, Outcome
from labs.prove import confirm
from labs.prove.events import Event
from labs.prove.servers import KINDS
from labs.prove.stage import Stage
from labs.prove.trials.settings import arrivals
from labs.prove.visitor import Visitor
from labs.prove.vocabulary import NotApplicable, Trial

REACHED = ("database", "connect", "lookup")


def run(stage: Stage) -> Outcome:
    with stage.deployment() as deployment:
        replica = deployment.start()
        Visitor(replica.url).go(stage.steps)
        usual = _addresses(replica.events())
    fixed = _fixed(stage, usual) if usual else []
    secrets = _secrets(stage)
    edits = len(stage.profile.edits)
    if not usual and secrets is None and not edits:
        raise NotApplicable("it asks for no address, and there is no Dockerfile whose build context could be looked at")
    figures = [Figure("hand edits that the profile needs", edits, harm=edits > 0, better="less")]
    if usual:
        told = ", ".join(f"{event.what} ({event.where})" for event in fixed)
        figures.append(
            Figure(
                "addresses that no setting changes", len(fixed), f"of {len(usual)}" + (f" ({told})" if told else ""),
                harm=bool(fixed), better="less",
            )
        )  # fmt: skip
    if secrets is not None:
        shown = f"({', '.join(secrets[:4])})" if secrets else "(none)"
        figures.append(Figure("secrets in the build context", len(secrets), shown, harm=bool(secrets), better="less"))
    count = len(secrets or ())
    return Outcome(
        cell=f"{edits} edits, {len(fixed)} fixed addresses, {count} secrets",
        figures=figures,
        chart=Bars("", {"hand edits": edits, "fixed addresses": len(fixed), "secrets": count}),
    )


def _addresses(events: Sequence[Event]) -> dict[str, Event]:
    """What the service asks for, each once: addresses, not what they resolve to."""
    found = dict[str, Event]()
    for event in events:
        if event.kind in REACHED and event.path:
            found.setdefault(event.text, event)
    return found


def _fixed(stage: Stage, usual: dict[str, Event]) -> list[Event]:
    """Those that are asked for whatever setting is changed."""
    left = dict(usual)
    for arrival in arrivals(stage):
        if arrival.seen:
            there = _addresses(arrival.events)
            left = {text: event for text, event in left.items() if text in there}
    # The profile points them here by settings, which have another address in each deployment.
    ours = [str(stage.parts.port(part)) for part in KINDS if stage.parts.port(part)]
    given = any("{" in value for value in stage.profile.settings.values())
    return [event for event in left.values() if not (given and any(port in event.what for port in ours))]


def _secrets(stage: Stage) -> list[str] | None:
    """Where secrets lie in what the image is made from; None without a Dockerfile."""
    folder = stage.tree / stage.profile.folder
    base = folder if (folder / "Dockerfile").is_file() else stage.tree
    if not (base / "Dockerfile").is_file():
        return None
    context = dockerfile.context(base, stage.home / f"context-{len(list(stage.home.iterdir()))}")
    codes = {code for code, rule in rules().items() if "secret" in rule.name and code.startswith("OP5")}
    found = [
        f"{each['path']}:{each['line']}"
        for each in confirm.findings(stage.tree)
        if each["rule"] in codes and _in(context, base, stage.tree / each["path"])
    ]
    for file in sorted(context.rglob(".env*")):
        if file.is_file() and "example" not in file.name:
            entries = dotenv.parse(file.read_text(errors="replace")).entries
            names = [each.name for each in entries if each.value and is_secret_name(each.name)]
            found += [f"{file.relative_to(context)}: {name}" for name in names]
    return sorted(set(found))


def _in(context: Path, base: Path, file: Path) -> bool:
    return file.is_relative_to(base) and (context / file.relative_to(base)).is_file()


TRIAL = Trial(
    5,
    "What does a second environment cost: hand edits, addresses that only the code decides, secrets in the image?",
    "The same image serves every environment: no edit, every address from outside, and no secret in it.",
    run,
    "An address is fixed if the service asks for it whichever of its settings is given another value. Secrets are "
    "those that check finds, and those of .env files, in what COPY . . would take.",
)
