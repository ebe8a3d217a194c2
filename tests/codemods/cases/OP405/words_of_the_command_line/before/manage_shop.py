import argparse
import subprocess
import sys

from flask import Flask

app = Flask(__name__)


def migrate():
    subprocess.run([sys.executable, "-m", "alembic", "upgrade", "head"])


def pack():
    subprocess.run(["npm", "run", "build"])


def serve():
    subprocess.run(["npm", "run", "build"])
    app.run(host="0.0.0.0")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("--pack", action="store_true")
    args = parser.parse_args()
    if args.pack:
        pack()
    if args.command == "serve":
        serve()
    elif args.command == "migrate":
        migrate()


if __name__ == "__main__":
    main()
