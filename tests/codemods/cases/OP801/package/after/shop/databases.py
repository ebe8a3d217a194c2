# emitted: databases.py
