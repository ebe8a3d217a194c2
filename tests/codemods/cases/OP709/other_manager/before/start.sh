#!/bin/sh
if [ -n "$ONE_CONTAINER" ]; then
    exec supervisord -n -c all.conf
fi
supervisord -c jobs.conf
exec gunicorn app:app
