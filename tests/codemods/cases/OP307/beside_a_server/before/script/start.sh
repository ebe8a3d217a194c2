#!/bin/sh
exec uwsgi --http :8000 --module app:app
