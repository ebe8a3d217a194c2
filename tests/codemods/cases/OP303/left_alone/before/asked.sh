#!/bin/sh
if gunicorn app:app; then
  echo stopped
fi
