"""`python -m labs`."""

import sys

from labs import INSTALL

if __name__ == "__main__":
    try:
        from labs.cli import main
    except ModuleNotFoundError as error:
        print(f"error: {error.name}: missing. Install with: {INSTALL}", file=sys.stderr)
        sys.exit(2)
    main(prog_name="python -m labs")
