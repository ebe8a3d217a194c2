from pathlib import Path


def keep_all(files):
    for each in files:
        Path("uploads", each.filename).write_bytes(each.read())


def keep_one(file):
    Path("uploads", file.filename).write_bytes(file.read())
