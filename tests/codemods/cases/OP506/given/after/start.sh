#!/bin/sh
export DB_HOST="$POSTGRES_SERVICE"
QUEUE_HOST=broker exec gunicorn app:app
