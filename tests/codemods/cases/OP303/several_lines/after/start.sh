#!/bin/sh
set -e
exec gunicorn \
    -b :8000 \
    app:app
