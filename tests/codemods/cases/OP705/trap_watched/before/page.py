import os
import sys

from flask import Flask

app = Flask(__name__)
PAGES = "log/pages.log"


def develop():
    os.execvp("flask", ["flask", "run", "--extra-files", "log/page.log"])


def develop_pages():
    app.run(extra_files=[PAGES])


if __name__ == "__main__":
    develop_pages() if sys.argv[1:] else develop()
