#!/bin/sh
./prepare.sh
exec ./api.sh "$@"
