# emitted: readers.py, in no package
