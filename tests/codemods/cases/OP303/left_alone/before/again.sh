#!/bin/sh
while true; do
  gunicorn app:app
done
