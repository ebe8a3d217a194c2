#!/bin/sh
flask db upgrade
exec gunicorn \
    -c gunicorn.conf.py \
    -b :5000 \
    app:app
