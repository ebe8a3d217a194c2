#!/bin/sh
if [ "${ALLOW_ALEMBIC_UPGRADE}" = "yes" ]; then
  alembic upgrade head
else
  echo "no upgrade"
fi
[ -n "$RUN_MIGRATIONS" ] && flask db upgrade
exec gunicorn app:app
