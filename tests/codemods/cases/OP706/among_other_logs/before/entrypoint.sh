#!/bin/sh
exec gunicorn shop:app --error-logfile /logs/gunicorn.log --bind 0.0.0.0:8080
