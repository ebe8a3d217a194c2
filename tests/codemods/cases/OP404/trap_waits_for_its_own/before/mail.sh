#!/bin/sh
service postfix start
sleep 2
exec "$@"
