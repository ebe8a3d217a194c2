#!/bin/sh
until nc -z books-db 5432; do sleep 1; done
python manage.py migrate
python manage.py runserver -h 0.0.0.0
