#!/bin/sh
# Before there was scripts/entrypoint-prod.sh
flask db upgrade
exec gunicorn app:app
