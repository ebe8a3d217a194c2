#!/bin/sh
set -e

cat <<EOF >/etc/shop/shop.cfg
TITLE = "$TITLE"
SQLALCHEMY_DATABASE_URI = "$DATABASE_URL"
EOF

exec gunicorn app:app
