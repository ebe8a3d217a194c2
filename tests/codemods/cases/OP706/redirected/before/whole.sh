#!/bin/bash
exec > log/start.log 2>&1
python manage.py migrate
exec gunicorn app:app
