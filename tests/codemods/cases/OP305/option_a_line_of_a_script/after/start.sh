#!/bin/sh
exec uwsgi \
    --hook-master-start 'unix_signal:15 gracefully_kill_them_all' \
    --module shop.app:app \
    --master \
    --processes 4
