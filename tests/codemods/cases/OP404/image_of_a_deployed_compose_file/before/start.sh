#!/bin/sh
until nc -z books-db 5432; do sleep 1; done
flask db upgrade
exec gunicorn orchard:app
