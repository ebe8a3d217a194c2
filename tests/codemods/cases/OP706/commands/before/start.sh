#!/bin/sh
exec gunicorn app:app \
    --access-logfile "$ACCESS_LOG" \
    --error-logfile /var/log/error.log \
    --workers 2
