#!/bin/bash
set -e

case "$1" in
  web | server)
    flask db upgrade
    gunicorn app:app
    ;;
  worker) celery -A app worker ;;
  shell)
    flask shell
    ;;
  *)
    if [ "$DEBUG" = 1 ]; then
      flask run --debug
    elif [ -n "$ASYNC" ]; then
      uvicorn app:app
    else
      waitress-serve --call app:make && true
      hypercorn app:app
    fi
    ;;
esac
