#!/bin/sh
[ -d migrations ] || flask db init
exec gunicorn shop:app
