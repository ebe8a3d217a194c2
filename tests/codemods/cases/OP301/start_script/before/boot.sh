#!/bin/sh
export FLASK_APP=shop
flask db upgrade
exec flask run --host=0.0.0.0  # the port is 5000
