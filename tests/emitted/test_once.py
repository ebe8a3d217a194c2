"""once.py: made once however many threads ask, and tried again after an error."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.emitted.support import load

THREADS = 8


def at_once(get: object) -> list[object]:
    """What so many threads get that ask together: the value, or the error."""
    start = threading.Barrier(THREADS)

    def ask(_: int) -> object:
        start.wait()
        try:
            return get()  # type: ignore[operator]
        except OSError as error:
            return error

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(ask, range(THREADS)))


def test_threads_that_ask_at_once_make_it_once() -> None:
    made: list[object] = []

    @load("once").per_process
    def model() -> object:
        """The model."""
        time.sleep(0.2)
        made.append(object())
        return made[-1]

    assert model.__name__ == "model"
    assert model.__doc__ == "The model."
    found = at_once(model)
    assert len(made) == 1
    assert found == made * THREADS
    assert model() is made[0]


def test_an_error_is_for_all_that_wait_and_is_not_kept() -> None:
    """Else each of them would wait in its turn for a store that hangs."""
    tried = 0

    @load("once").per_process
    def model() -> str:
        nonlocal tried
        tried += 1
        time.sleep(0.2)
        if tried == 1:
            raise ConnectionError("the store is away")
        return "model"

    begin = time.monotonic()
    found = at_once(model)
    assert [type(each) for each in found] == [ConnectionError] * THREADS
    assert time.monotonic() - begin < 1
    assert tried == 1
    assert model() == "model"
    assert tried == 2


@pytest.mark.parametrize("value", [None, 0, ""])
def test_nothing_is_a_value_too(value: object) -> None:
    tried = 0

    @load("once").per_process
    def model() -> object:
        nonlocal tried
        tried += 1
        return value

    assert (model(), model(), tried) == (value, value, 1)
