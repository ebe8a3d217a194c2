# emitted: readers.py
