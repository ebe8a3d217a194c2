"""Run as `python -m codemods`."""

from codemods.cli import main

if __name__ == "__main__":
    main()
