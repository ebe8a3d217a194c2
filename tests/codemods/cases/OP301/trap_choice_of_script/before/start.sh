#!/bin/sh
case "$1" in
  web)
    exec gunicorn -c settings.py shop:app
    ;;
  laptop)
    exec flask run --host 0.0.0.0 --port "$PORT"
    ;;
  worker)
    exec celery -A shop worker
    ;;
esac
