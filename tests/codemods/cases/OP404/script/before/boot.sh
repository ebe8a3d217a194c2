#!/bin/sh
pip install -r requirements.txt
until nc -z db 5432; do
    echo waiting
    sleep 1
done
sleep 5
flask db upgrade
python manage.py collectstatic --noinput
exec gunicorn app:app
