# emitted: health.py
