#!/bin/sh
exec uwsgi --hook-master-start 'unix_signal:15 gracefully_kill_them_all' --master --http :8000 --mount /=app:app
