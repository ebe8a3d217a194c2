# emitted: once.py
