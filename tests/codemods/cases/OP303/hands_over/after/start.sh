#!/bin/sh
if [ "$1" = worker ]; then
  exec celery -A shop worker
fi
exec $@
