#!/bin/sh
exec uwsgi --die-on-term /etc/uwsgi/uwsgi.ini
