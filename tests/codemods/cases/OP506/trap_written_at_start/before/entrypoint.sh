#!/bin/sh
set -e

cat <<EOF >/etc/shop/shop.cfg
MAIL_SERVER = "$MAIL_SERVER"
MAIL_PORT = $MAIL_PORT
EOF

exec gunicorn "shop:create_app()"
