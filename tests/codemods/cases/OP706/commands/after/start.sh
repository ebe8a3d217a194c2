#!/bin/sh
exec gunicorn app:app \
    --access-logfile "$ACCESS_LOG" \
    --error-logfile - \
    --workers 2
