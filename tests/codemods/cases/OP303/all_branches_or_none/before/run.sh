#!/bin/sh
case "$ROLE" in
    worker)
        C_FORCE_ROOT=1 celery -A app.celery worker
        ;;
    *)
        gunicorn -b :8000 app:app
        ;;
esac
