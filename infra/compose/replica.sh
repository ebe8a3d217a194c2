#!/bin/bash
# A streaming replica of $PRIMARY: copied at its first start, then it follows. `replica is-streaming`: whether it does.
set -euo pipefail
umask 077
PGPASSWORD=$(<"$POSTGRES_PASSWORD_FILE")
export PGPASSWORD PGCONNECT_TIMEOUT=2

ask() { # ask HOST QUERY
    psql --host="$1" --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" --no-password --no-psqlrc --quiet --no-align \
        --tuples-only --command="$2"
}

if [ "${1:-}" = is-streaming ]; then
    [ "$(ask 127.0.0.1 'SELECT status FROM pg_stat_wal_receiver')" = streaming ]
    exit
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    rm -rf "$PGDATA.part"
    # The slot keeps at the primary what this replica has not read yet. One of an earlier replica is of no use.
    ask "$PRIMARY" "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = 'replica'"
    pg_basebackup --host="$PRIMARY" --username="$POSTGRES_USER" --pgdata="$PGDATA.part" \
        --create-slot --slot=replica --write-recovery-conf --checkpoint=fast --no-password
    mv "$PGDATA.part" "$PGDATA"
fi
exec postgres -D "$PGDATA" -c "listen_addresses=*" -c hot_standby_feedback=on -c wal_retrieve_retry_interval=1s
