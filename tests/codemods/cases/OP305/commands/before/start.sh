#!/bin/sh
exec uwsgi --master --http :8000 --mount /=app:app
