"""What an application says of itself is told in a few lines, however it is logged."""

import json

import pytest

from labs.said import LINES, last_error

TRACEBACK = """\
Traceback (most recent call last):
  File "/x/site-packages/flask/app.py", line 917, in full_dispatch_request
    rv = self.dispatch_request()
  File "/tmp/operable-1/app/catalogue.py", line 21, in index
    return page(config.SHOP_PAGE_SIZE * 2 - 1)
TypeError: unsupported operand type(s) for -: 'str' and 'int'
"""
TOLD = [
    "catalogue.py:21: return page(config.SHOP_PAGE_SIZE * 2 - 1)",
    "TypeError: unsupported operand type(s) for -: 'str' and 'int'",
    "Likely: a setting arrives as text: int(os.environ[…]).",
]


@pytest.mark.parametrize(
    "output",
    [
        f"[INFO] Listening\n{TRACEBACK} * Debug mode: off\n",
        json.dumps({"level": "ERROR", "message": "Exception on / [GET]", "exc_info": TRACEBACK})
        + "\n * Debug mode: off\n",
        TRACEBACK.replace("TypeError", "KeyError") + json.dumps({"exc_info": TRACEBACK}),
    ],
)
def test_a_traceback_is_told_in_lines_of_the_application_s_own(output: str) -> None:
    assert last_error(output).splitlines() == TOLD


def test_a_line_that_looks_like_an_error_is_told() -> None:
    assert last_error(json.dumps({"message": "settings missing: SECRET_KEY"})).splitlines() == [
        "settings missing: SECRET_KEY",
        "Likely: the lab does not give SECRET_KEY: python -m labs contract lists what it gives.",
    ]
    assert last_error("{not JSON\n[1]\nall is well\n") == ""
    assert len(last_error("\n".join(f"error {number}" for number in range(20))).splitlines()) <= LINES
