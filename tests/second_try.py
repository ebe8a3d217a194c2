"""A second try, alone, for the tests that measure time on servers of their own: two busy cores may spoil the first.

Such a test is named by `@pytest.mark.second_try("why")`. When everything else has passed at once, those of them that
failed run again one after the other in a process of their own; how many, and which, is the last line of the output.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

MARK = "second_try"
_RUNNING = "OPERABLE_SECOND_TRY"


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest the mark, and collect what fails."""
    config.addinivalue_line("markers", f"{MARK}(why): may be tried once more, alone, when nothing else has failed")
    if not hasattr(config, "workerinput") and not os.environ.get(_RUNNING):
        config.pluginmanager.register(SecondTry(config), "second-try")


class SecondTry:
    """The failures of one session, where its processes report to."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.failed: dict[str, bool] = {}
        self.broken = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note which test failed, and whether it may be tried again."""
        if report.failed:
            self.failed[report.nodeid] = MARK in report.keywords

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot be collected is no question of time."""
        self.broken |= report.failed

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Try again what may be, if that is all that failed."""
        if self.broken or not self.failed or not all(self.failed.values()):
            return
        if session.exitstatus != pytest.ExitCode.TESTS_FAILED:
            return
        command = (sys.executable, "-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider", *self.failed)
        done = subprocess.run(command, cwd=self.config.rootpath, env={**os.environ, _RUNNING: "1"}, check=False)
        if done.returncode == 0:
            session.exitstatus = pytest.ExitCode.OK

    @pytest.hookimpl(trylast=True)
    def pytest_unconfigure(self) -> None:
        """The last line: what needed a second try."""
        if self.failed and all(self.failed.values()):
            print(f"{len(self.failed)} of the tests needed a second try, alone:", *sorted(self.failed), sep="\n  ")
