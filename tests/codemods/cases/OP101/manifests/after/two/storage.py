# emitted: storage.py, in no package
