#!/bin/sh
if true; then
  gunicorn app:app
fi
