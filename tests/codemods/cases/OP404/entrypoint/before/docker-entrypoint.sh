#!/bin/bash
./wait-for-it.sh db:5432
alembic upgrade head
exec "$@"
