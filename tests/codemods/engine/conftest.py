"""What the fake rules' trees call is nobody's definition: here it counts as builtin."""

import pytest

_CALLED = """
bad fine worse better much_better good late early newer much_longer uno due tre quattro
dentro fuori host login one two old older x
"""


@pytest.fixture(autouse=True)
def called_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """The names that a fake rule may put into a tree."""
    monkeypatch.setenv("PYFLAKES_BUILTINS", ",".join(_CALLED.split()))
