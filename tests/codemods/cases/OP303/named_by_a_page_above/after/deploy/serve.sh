#!/bin/sh
export BARN_HOST=localhost
exec gunicorn --bind 0.0.0.0:8000 barns:app
