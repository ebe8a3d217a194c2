#!/bin/sh
case "$1" in
  migrate)
    exec flask db upgrade
    ;;
  api)
    exec gunicorn app:app
    ;;
esac
