#!/bin/sh
# with-secrets NAME… -- COMMAND…: run the command with the contents of /run/secrets/NAME as its variable NAME.
# Says in one line which are missing. The command takes this shell's place, so signals reach it.
missing=
while [ "$#" -gt 0 ] && [ "$1" != -- ]; do
    if [ -s "/run/secrets/$1" ]; then
        export "$1=$(cat "/run/secrets/$1")"
    else
        missing="$missing $1"
    fi
    shift
done
if [ -n "$missing" ]; then
    echo "secrets missing in /run/secrets:$missing" >&2
    exit 78
fi
shift
exec "$@"
