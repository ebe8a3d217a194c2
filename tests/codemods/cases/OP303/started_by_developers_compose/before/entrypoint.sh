#!/bin/sh

echo "PostgreSQL started"

python manage.py run -h 0.0.0.0
