"""Reports of gunicorn's workers."""

LIMIT = 3
