#!/bin/sh
mkdir -p /data/log /data/keys
exec supervisord -c /app/supervisord.conf
