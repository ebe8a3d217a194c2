from typing import NamedTuple


class TraceConfig(NamedTuple):
    stage: str
