#!/bin/sh
# with-secrets COMMAND…: for each variable NAME_FILE=/run/secrets/… run the command with that file's contents as NAME.
# Says in one line which are missing. The command takes this shell's place, so signals reach it.
missing=
for name in $(env | sed -n 's,^\([A-Z][A-Z0-9_]*\)_FILE=/run/secrets/.*,\1,p'); do
    eval "file=\$${name}_FILE"
    if [ -s "$file" ]; then
        export "$name=$(cat "$file")"
    else
        missing="$missing $name"
    fi
    unset "${name}_FILE"
done
if [ -n "$missing" ]; then
    echo "secrets missing in /run/secrets:$missing" >&2
    exit 78
fi
exec "$@"
