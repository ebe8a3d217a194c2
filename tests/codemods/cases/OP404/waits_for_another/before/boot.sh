#!/bin/sh
celery -A shop worker &
until nc -z db 5432; do
    sleep 1
done
nginx &
until curl -f http://search:9200/; do
    sleep 1
done
date
until pg_isready -h "$DB_HOST"; do
    sleep 1
done
exec gunicorn app:app
