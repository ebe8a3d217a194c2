"""What takes long to make, made at its first use, by one thread, and kept.

    @once.per_process
    def model():
        return load("model.h5")

Threads that ask for it meanwhile wait, and get what comes of it: the value, or the error. An error is not kept: who
asks next tries again. (functools.cache calls the function in each thread that asks before there is a value.)
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar, cast

F = TypeVar("F", bound="Callable[[], Any]")


def per_process(make: F) -> F:
    """Call the function once, however many threads ask."""
    lock = threading.Lock()
    made: Future[Any] | None = None

    @functools.wraps(make)
    def get() -> Any:
        nonlocal made
        with lock:
            is_first = made is None
            attempt = made = made or Future()
        if is_first:
            try:
                attempt.set_result(make())
            except BaseException as error:
                made = None
                attempt.set_exception(error)
        return attempt.result()

    return cast(F, get)
