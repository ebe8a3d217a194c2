#!/bin/sh
set -e
createdb shop || true
python manage.py migrate
gunicorn shop:app
