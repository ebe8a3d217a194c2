#!/bin/sh
export ROLE=${1:-web}
echo "starts $ROLE"
if [ "$ROLE" = "web" ]
then
    flask db upgrade
    exec gunicorn -b :8000 app:app
fi
if [ "$ROLE" = "worker" ]; then
    exec celery -A app.celery worker
fi
