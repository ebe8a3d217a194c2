import sys

from config import ENVIRONMENT
from store import drop


def main():
    if ENVIRONMENT != "development":
        print("for development alone")
        sys.exit(1)
    drop()


if __name__ == "__main__":
    main()
