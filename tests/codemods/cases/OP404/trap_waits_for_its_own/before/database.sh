#!/bin/bash
mariadbd-safe --skip-networking &
while ! mariadb-admin ping 2>/dev/null; do
    sleep 1s
done
mariadb-admin shutdown
exec "$@"
