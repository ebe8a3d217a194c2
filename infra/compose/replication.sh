#!/bin/sh
# Runs once, when the primary's cluster is made: a replica may connect from the services' network.
set -eu
echo "host replication $POSTGRES_USER samenet scram-sha-256" >>"$PGDATA/pg_hba.conf"
