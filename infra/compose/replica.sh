#!/bin/bash
# A streaming replica of $PRIMARY: copied at its first start, then it follows.
set -euo pipefail
umask 077
PGPASSWORD=$(<"$POSTGRES_PASSWORD_FILE")
export PGPASSWORD
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    rm -rf "$PGDATA.part"
    pg_basebackup --host="$PRIMARY" --username="$POSTGRES_USER" --pgdata="$PGDATA.part" \
        --write-recovery-conf --checkpoint=fast --no-password
    mv "$PGDATA.part" "$PGDATA"
fi
exec postgres -D "$PGDATA" -c "listen_addresses=*" -c hot_standby_feedback=on -c wal_retrieve_retry_interval=1s
