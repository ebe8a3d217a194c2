# emitted: gunicorn.conf.py
