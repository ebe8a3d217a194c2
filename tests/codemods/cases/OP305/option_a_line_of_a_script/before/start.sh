#!/bin/sh
exec uwsgi \
    --module shop.app:app \
    --master \
    --processes 4
