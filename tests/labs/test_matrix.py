"""An experiment must be able to fail, and for its own reason only.

before/ is rewritten with every codemod except those of one anti-pattern: that one's experiment reports the harm, the
seven others do not. `make test` asks for the diagonal, `make matrix` for all 8 x 8.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from labs.cluster.deployment import Cluster
from labs.experiments import EXPERIMENTS
from labs.runner import measure

WHOLE = bool(os.environ.get("OPERABLE_MATRIX"))
PAIRS = [(left_out, number) for left_out in EXPERIMENTS for number in EXPERIMENTS if WHOLE or left_out == number]


@pytest.mark.parametrize(("left_out", "number"), PAIRS)
def test_an_experiment_fails_for_its_own_reason(
    left_out: int, number: int, lab_cluster: Cluster, without: Callable[..., Path]
) -> None:
    result = measure(EXPERIMENTS[number], lab_cluster, f"without {left_out}", without(left_out))
    figures = result.outcome.figures if result.outcome else ()
    said = [f"{figure.name}: {figure.text}" for figure in figures]
    assert result.verdict == ("harm" if left_out == number else "no harm"), (said, result.error)
