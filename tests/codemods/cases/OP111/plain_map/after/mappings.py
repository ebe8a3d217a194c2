# emitted: mappings.py
