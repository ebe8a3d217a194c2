#!/bin/sh
python serve.py --port=80
celery -A shop worker \
    -l info
exec celery -A shop worker -l info
exec daphne --access-log - shop.asgi:application
