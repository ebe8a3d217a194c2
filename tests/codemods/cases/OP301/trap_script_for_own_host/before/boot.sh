#!/bin/sh
exec uwsgi --http 0.0.0.0:9090 uwsgi.ini
