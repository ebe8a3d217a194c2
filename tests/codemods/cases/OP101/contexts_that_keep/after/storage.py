# emitted: storage.py
