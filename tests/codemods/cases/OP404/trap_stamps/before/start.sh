#!/bin/sh
flask db stamp head
python3 ./db_migrate.py stamp head
exec gunicorn shop:app
