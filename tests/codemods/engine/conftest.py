"""What the fake rules' trees call is nobody's definition: here it counts as builtin."""

from collections.abc import Iterator
from functools import partial

import pytest
from pyflakes.checker import Checker

from codemods.engine.conditions import names

_CALLED = """
bad fine worse better much_better good late early newer much_longer uno due tre quattro
dentro fuori host login one two old older x
"""


@pytest.fixture(autouse=True)
def called_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The names that a fake rule may put into a tree."""
    names._heard.cache_clear()
    monkeypatch.setattr(names, "Checker", partial(Checker, builtins=_CALLED.split()))
    yield
    names._heard.cache_clear()
