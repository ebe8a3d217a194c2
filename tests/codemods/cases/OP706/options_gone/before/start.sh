#!/bin/sh
python serve.py --port=80 --log_file_prefix=/var/log/serve.log
celery -A shop worker \
    --logfile=/var/log/w.log \
    -l info
exec celery -A shop worker -l info \
    -f /var/log/v.log
exec daphne --access-log /var/log/d.log shop.asgi:application
