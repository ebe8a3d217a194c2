"""Errors by hand."""

import os
import traceback
from datetime import datetime

BASE = os.path.dirname(__file__)
ERROR_FILE = os.path.join(BASE, "errors.txt")


def work(job):
    try:
        job()
    except Exception as error:
        f = open(ERROR_FILE, "a", encoding="utf-8")
        f.write(str(datetime.now()) + ": " + str(error) + "\n")
        f.close()
        with open("problems.txt", "a") as out:
            out.write(traceback.format_exc())


def note(name, value):
    print("note", name, value, file=open("app.log", "a"))
    open("trace.log", "a").write("%s=%s\n" % (name, value))
