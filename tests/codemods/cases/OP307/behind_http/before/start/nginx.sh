#!/bin/sh
echo "server {
    listen 80;
    location / {
        include uwsgi_params;
        proxy_pass http://127.0.0.1:80;
        # uwsgi_pass unix:///tmp/uwsgi.sock;
    }
}" > /etc/nginx/conf.d/nginx.conf
exec "$@"
