"""Run as `python -m codemods`, or as `operable`."""

import sys

# Python puts the current folder first: there lies the code that is read, and its click.py must never be run.
if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]

import contextlib
import os
from typing import NoReturn


def _interrupted(error: BaseException | None) -> bool:
    """Whether Ctrl-C lies behind an error: before Python 3.12 one within a __set_name__ ends as a RuntimeError."""
    return error is not None and (isinstance(error, KeyboardInterrupt) or _interrupted(error.__cause__))


def run() -> NoReturn:
    """Run the command line and end the process at once: to take down the trees of a large check takes seconds."""
    try:
        from codemods.cli import main

        main()
        code: object = 0
    except KeyboardInterrupt:
        code = 130
    except SystemExit as end:
        code = end.code or 0
    except Exception as error:
        if not _interrupted(error):
            raise
        code = 130
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 1)


if __name__ == "__main__":
    run()
