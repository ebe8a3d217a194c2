"""Figures that no tree of the matrix makes bad: each must be able to be."""

import shutil
from pathlib import Path

import pytest

from labs import trees
from labs.cluster.deployment import Cluster
from labs.experiments import EXPERIMENTS
from labs.runner import measure

# Experiment, file of after/, what stands there, what stands there instead, the figure that has to say so.
BROKEN = [
    (3, "receipts.py", "in payments.open_orders():", "in ():", "the same, cards of 28 s"),
    (8, "databases.py", 'float(os.environ.get("READ_YOUR_WRITES_SECONDS") or 5)', "0.0", "customers who miss"),
    (8, "databases.py", "    _fall_back(reader, writer)\n", "", "reads that fail when the replica is killed"),
]


@pytest.mark.parametrize(("number", "name", "old", "new", "figure"), BROKEN)
def test_a_broken_service_is_found_out(
    number: int, name: str, old: str, new: str, figure: str, lab_cluster: Cluster, tmp_path: Path
) -> None:
    tree = shutil.copytree(trees.AFTER, tmp_path / "tree")
    text = (tree / name).read_text()
    assert text.count(old) == 1
    (tree / name).write_text(text.replace(old, new))
    result = measure(EXPERIMENTS[number], lab_cluster, "broken", tree)
    assert result.outcome, result.error
    harmed = [each.name for each in result.outcome.figures if each.harm]
    assert any(each.startswith(figure) for each in harmed)
    # Without a way back to the writer, a replica that hangs fails reads as one that is gone does.
    assert all(each.startswith(figure) or "replica" in each for each in harmed), harmed
