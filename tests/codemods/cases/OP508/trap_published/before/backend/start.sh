#!/bin/bash
if [ "$ROLE" = worker ]; then
    exec celery -A shop.jobs worker
fi
exec uvicorn shop.main:app --host 0.0.0.0
