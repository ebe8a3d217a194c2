#!/bin/sh
exec uwsgi --die-on-term --http :8000 --mount /=app:app
