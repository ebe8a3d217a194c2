#!/bin/sh
# flask db upgrade
set -e
echo "sleep 5"
for file in /run/secrets/*; do
    export "$(basename "$file")=$(cat "$file")"
done
gunicorn app:app &
while sleep 60; do
    ps aux | grep gunicorn
done
