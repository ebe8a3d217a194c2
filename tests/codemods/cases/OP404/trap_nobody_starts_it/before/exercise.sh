#!/bin/sh
npm run build
if [ $# -eq 0 ]; then
    set -- supervisord
fi
exec "$@"
