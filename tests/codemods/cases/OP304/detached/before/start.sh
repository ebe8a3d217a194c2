#!/bin/sh
gunicorn --workers 3 \
  --bind 0.0.0.0:5000 \
  --daemon \
  app:app
tail -f /var/log/app/error.log
