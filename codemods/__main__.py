"""Run as `python -m codemods`."""

import sys

if __name__ == "__main__":
    try:
        from codemods.cli import main

        main()
    except KeyboardInterrupt:
        sys.exit(130)
