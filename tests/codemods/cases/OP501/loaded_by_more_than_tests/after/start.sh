#!/bin/sh
export SHOP_SETTINGS=shop.settings.cluster
exec gunicorn --graceful-timeout 30 "shop:create_app()"
