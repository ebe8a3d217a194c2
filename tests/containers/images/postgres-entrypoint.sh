#!/bin/bash
set -euo pipefail
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    password=${POSTGRES_PASSWORD:-$(cat "${POSTGRES_PASSWORD_FILE:-/dev/null}")}
    initdb --username="$POSTGRES_USER" --pwfile=<(printf %s "$password") --auth=scram-sha-256 --encoding=UTF8 \
        --no-sync --pgdata="$PGDATA" >/dev/null
    echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
    pg_ctl --pgdata="$PGDATA" --options="-c listen_addresses= -c unix_socket_directories=/tmp" --wait --silent start
    export PGPASSWORD=$password PGHOST=/tmp
    psql --quiet --username="$POSTGRES_USER" --dbname=postgres --command="CREATE DATABASE \"$POSTGRES_DB\""
    for script in /docker-entrypoint-initdb.d/*.sh; do [ -e "$script" ] && . "$script"; done
    pg_ctl --pgdata="$PGDATA" --mode=fast --wait --silent stop
fi
exec "$@" -D "$PGDATA" -c "listen_addresses=*" -c unix_socket_directories=/tmp
