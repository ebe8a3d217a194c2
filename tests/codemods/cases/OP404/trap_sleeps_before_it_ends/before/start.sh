#!/bin/sh
if ! python check.py; then
  echo "not ready"
  sleep 10
  exit 1
fi
! python check.py && sleep 10 && exit 1
exec gunicorn app:app
