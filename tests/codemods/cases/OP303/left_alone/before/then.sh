#!/bin/sh
if [ -n "$WEB" ]; then
  gunicorn app:app
fi
if [ -n "$WORKER" ]; then
  exec celery -A app worker
fi
