"""A model for the recommendations, in place of the data team's: what readers of a book also bought."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

NEIGHBOURS = 6


def isbns(catalogue: Path) -> list[str]:
    with catalogue.open(encoding="utf-8", newline="") as file:
        return [row["isbn"] for row in csv.DictReader(file)]


def _entries(ours: list[str], others: int) -> Iterator[tuple[str, list[str]]]:
    for place, isbn in enumerate(ours):
        yield isbn, [ours[(place + step) % len(ours)] for step in range(1, NEIGHBOURS + 1)]
    for number in range(others):
        yield f"979{number:010d}", [f"979{number + step:010d}" for step in range(1, NEIGHBOURS + 1)]


def also_bought(catalogue: Path, others: int = 0, reverse: bool = False) -> bytes:
    """JSON: for each ISBN of the catalogue the next six in it (or the six before it), and so many titles of other
    shops, 121 bytes each."""
    ours = isbns(catalogue)
    return json.dumps(dict(_entries(ours[::-1] if reverse else ours, others))).encode()
