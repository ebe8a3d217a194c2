#!/bin/sh
if [ "$ROLE" = "web" ]; then
    gunicorn -b :8000 app:app
fi
if [ "$STAGE" = "worker" ]; then
    celery -A app.celery worker
fi
