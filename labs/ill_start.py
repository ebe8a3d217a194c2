"""A start while something that it needs is ill: the same question for the bookshop and for any service."""

from collections.abc import Callable

from labs.cluster import processes
from labs.cluster.faults import DOES
from labs.experiment import Figure

WHILE = "start while "


def first_answer(ask: Callable[[], bool], limit: float, process: processes.Process) -> tuple[float | None, str]:
    """The seconds to the first answer within the limit. None where there is none, and whether it "ends" or "waits"."""
    try:
        return processes.wait_until(ask, limit, "any answer", process), ""
    except RuntimeError:
        return None, "ends"
    except TimeoutError:
        return None, "waits"


def name(part: str, fault: str) -> str:
    return f"{WHILE}{part} {DOES[fault]}"


def figure(name: str, took: float | None, limit: float, why: str) -> Figure:
    """why: what became of a start without an answer, "" where it goes on and only its requests wait."""
    if took is not None:
        return Figure(name, round(took, 1), "s", better="less", noise=1.5)
    if not why:
        return Figure(name, "starts; each request waits for it")
    return Figure(name, f"no answer in {limit:.0f} s: {why}" if "waits" in why else f"fails: {why}", harm=True)
