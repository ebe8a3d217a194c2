#!/bin/sh
flask db upgrade
exec gunicorn shop:app
