"""Which files are parsed for literals that reach a connecting or serving call by a name."""

from __future__ import annotations

import pytest

from codemods.analysis.flows import flows
from codemods.analysis.may_flow import may_flow
from tests.codemods.analysis.small import project

REDIS = "import redis\n"


@pytest.mark.parametrize(
    "text",
    ['H = "cache"\nredis.Redis(H)', 'H = "cache"\nredis.Redis(host=H)', 'H: str = (\n"cache"\n)\nredis.Redis(\n  H,\n)',
     'H, P = "cache", 6380\nredis.Redis(H)', '(P, H) = (6380, "cache")\nredis.Redis(host=H)',
     'def f(h="cache"):\n    redis.Redis(host=h)', 'def f(*, h: str = "cache"):\n    redis.Redis(host=h)',
     'class C:\n    H = "cache"\n    def f(self):\n        redis.Redis(host=self.H)',
     'class C:\n    H = "cache"\nredis.Redis(host=C.H)', 'from redis import Redis as R\nH = "cache"\nR(host=H)',
     "from settings import H\nredis.Redis(host=H)", "from settings import H as h\nredis.Redis(host=h)",
     "import settings\nredis.Redis(host=settings.H)"],
)  # fmt: skip
def test_a_literal_that_reaches_a_call(text: str) -> None:
    tree = project(a_py=REDIS + text + "\n", settings_py='H = "cache"\n')
    assert list(flows(tree).values()) == ["REDIS_HOST"]


def test_a_server_is_told_by_its_library_or_by_its_name() -> None:
    (first,) = project(a_py="P = 80\ncreate_app(P).run(port=P)\n").python()
    (second,) = project(a_py="P = 80\nthread.run(port=P)\n").python()
    assert (may_flow(first), may_flow(second)) == (True, False)


@pytest.mark.parametrize(
    "text",
    ["redis.Redis(host=H)", 'redis.Redis(host="cache")', 'def Redis(H):\n    pass\nH = "cache"',
     'H = "cache"\nredis.Redis(retry=H)', "H = other()\nredis.Redis(host=H)", "redis.Redis(decode_responses=True)"],
)  # fmt: skip
def test_what_is_not_parsed(text: str) -> None:
    (file,) = project(a_py=REDIS + text + "\n").python()
    assert not may_flow(file)
