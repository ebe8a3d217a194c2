#!/bin/sh
if [ "$ROLE" = "web" ]; then
    gunicorn -b :8000 app:app
fi
if [ "$STAGE" = "worker" ]; then
    exec celery -A app.celery worker
fi
