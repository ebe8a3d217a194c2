#!/bin/sh
if [ "$ROLE" = "web" ]; then
  alembic upgrade head
fi
if [ "$RUN_MIGRATIONS" = "yes" ]; then
  echo "migrating"
fi
flask db upgrade
exec gunicorn app:app
