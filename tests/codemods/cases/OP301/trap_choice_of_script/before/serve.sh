#!/bin/sh
if [ "$RELOAD" = 1 ]; then
  exec python manage.py runserver 0.0.0.0:8000
fi
exec /opt/venv/bin/uwsgi --ini shop.ini
