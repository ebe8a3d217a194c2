#!/bin/sh
echo "server {
    listen 80;
    location / {
        include uwsgi_params;
        uwsgi_pass unix:///tmp/uwsgi.sock;
    }
}" > /etc/nginx/conf.d/nginx.conf
exec "$@"
