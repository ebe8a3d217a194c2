#!/bin/sh
set -e

cat <<EOF >/etc/shop/shop.ini
[shop]
TITLE = "$TITLE"
SQLALCHEMY_DATABASE_URI = "$DATABASE_URL"
EOF

exec gunicorn app:app
