#!/bin/sh
trap "rm -f /tmp/pid" TERM
"$@"
