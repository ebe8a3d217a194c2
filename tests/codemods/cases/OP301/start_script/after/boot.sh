#!/bin/sh
export FLASK_APP=shop
flask db upgrade
exec gunicorn --bind 0.0.0.0:5000 shop:app  # the port is 5000
