#!/bin/sh
command="gunicorn app:app"
eval "$command --bind 0.0.0.0"
