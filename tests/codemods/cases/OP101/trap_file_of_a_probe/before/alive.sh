#!/bin/sh
[ -n "$(find "${ALIVE_FILE:-/tmp/shop_alive}" -mmin -1)" ]
