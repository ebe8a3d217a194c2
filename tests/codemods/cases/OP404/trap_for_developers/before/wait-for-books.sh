#!/bin/sh
until curl -s http://books/; do
  sleep 1
done
exec "$@"
