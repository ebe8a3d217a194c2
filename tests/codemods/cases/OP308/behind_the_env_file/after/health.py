# emitted: health.py, in no package
