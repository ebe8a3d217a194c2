#!/bin/sh
# takes the place of entrypoint.sh
exec gunicorn app:app
