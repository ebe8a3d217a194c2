#!/bin/sh
envsubst < /usr/share/shop/shop.cfg.in > "/etc/shop/shop.cfg"
exec gunicorn app:app
