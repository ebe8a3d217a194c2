#!/bin/bash
set -e

case "$1" in
  web | server)
    flask db upgrade
    exec gunicorn app:app
    ;;
  worker) exec celery -A app worker ;;
  shell)
    flask shell
    ;;
  *)
    if [ "$DEBUG" = 1 ]; then
      flask run --debug
    elif [ -n "$ASYNC" ]; then
      exec uvicorn app:app
    else
      waitress-serve --call app:make && true
      exec hypercorn app:app
    fi
    ;;
esac
