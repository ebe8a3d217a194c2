#!/bin/sh
export ROLE=${1:-web}
echo "starts $ROLE"
if [ "$ROLE" = "web" ]
then
    flask db upgrade
    gunicorn -b :8000 app:app
fi
if [ "$ROLE" = "worker" ]; then
    celery -A app.celery worker
fi
