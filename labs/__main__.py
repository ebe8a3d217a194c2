"""`python -m labs`; without a command, what the codemods find in the bookshop before and after they rewrote it."""

import sys

from labs.cli import main
from labs.scoreboard import main as findings

if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(prog_name="python -m labs")
    sys.exit(findings())
