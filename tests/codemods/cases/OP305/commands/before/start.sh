#!/bin/sh
exec uwsgi --http :8000 --mount /=app:app
