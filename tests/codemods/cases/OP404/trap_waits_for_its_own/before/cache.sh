#!/bin/sh
redis-server --daemonize yes
until redis-cli -h localhost ping; do sleep 1; done
exec "$@"
