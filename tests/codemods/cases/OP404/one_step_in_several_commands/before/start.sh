#!/bin/sh
python manage.py makemigrations
python manage.py migrate books
python manage.py migrate
python manage.py migrate --run-syncdb
exec gunicorn shop.wsgi
