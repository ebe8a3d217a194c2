"""One budget: what waits for something waits longer than that takes, in every definition of both services."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tests.infra.budget import ROWS, Budget, broken, budgets
from tests.infra.support import ROOT

BUDGETS = {each.where: each for each in budgets()}
# What is wrong with before/ is what anti-pattern 3 is: nothing waits for a request when the process is told to stop.
BEFORE = [
    "database (inf) is not less than outbound call (18)",
    "outbound call (18) is not less than graceful timeout (0)",
]


@pytest.mark.parametrize("where", BUDGETS)
def test_everything_fits(where: str) -> None:
    found = broken(BUDGETS[where])
    print(*found, sep="\n")
    assert found == ([f"{where}: {each}" for each in BEFORE] if where.startswith("before") else [])


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ({"database": 18}, "database"),
        ({"store": 20}, "store"),
        ({"outbound": 20}, "outbound call"),
        ({"drain": 20}, "drain + graceful timeout + 5 s"),
        ({"deregistration": 30}, "grace period"),
        ({"answer": 20}, "graceful timeout"),
        ({"liveness": 30}, "database + store + outbound call"),
        ({"tmp": 64}, "two uploads for each thread"),
    ],
)
def test_what_does_not_fit_is_named(change: dict[str, float], row: str) -> None:
    """The numbers of an earlier release among them: the deregistration's 30 s, 64 MiB."""
    (found,) = broken(replace(BUDGETS["ECS, web"], **change))  # type: ignore[arg-type]
    assert found.startswith(f"ECS, web: {row} (")


def shown(value: float, unit: str) -> str:
    return "no limit" if value == math.inf else f"{value:g} {unit}"


def table() -> str:
    """The rows for the three platforms of after/, as infra/README.md has them."""
    shops: list[Budget] = [
        BUDGETS[f"{each}"] for each in ("Compose, after", "ECS, web", "Kubernetes production, bookshop-web")
    ]
    lines = ["| must be less than | | Compose | ECS | Kubernetes |", "|---|---|---|---|---|"]
    for small, less, large, more in ROWS:
        unit = "MiB" if "/tmp" in large else "s"
        cells = [f"{less(each):g} < {shown(more(each), unit)}" for each in shops]
        lines.append(f"| {small} | {large} | {' | '.join(cells)} |")
    return "\n".join(lines)


def test_the_page_has_the_table() -> None:
    page = (ROOT / "infra/README.md").read_text()
    assert table() in page, f"infra/README.md should hold:\n{table()}"
