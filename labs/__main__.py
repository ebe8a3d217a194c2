"""`python -m labs`."""

import sys

from labs import INSTALL

# What is loaded for these takes longer than anybody waits for a first line.
LONG = ("check", "run", "scoreboard", "up")

if __name__ == "__main__":
    if any(word in LONG for word in sys.argv[1:2]):
        print("labs …", file=sys.stderr, flush=True)
    try:
        from labs.cli import main
    except ModuleNotFoundError as error:
        print(f"error: {error.name}: missing. Install with: {INSTALL}", file=sys.stderr)
        sys.exit(2)
    main(prog_name="python -m labs")
