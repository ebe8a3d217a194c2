#!/bin/sh
cat > /etc/shop/shop.cfg <<'EOF'
TITLE = "$hop"
EOF

cat <<EOF >> /etc/shop/shop.cfg
DEBUG = $DEBUG
EOF
exec gunicorn app:app
