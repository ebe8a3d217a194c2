#!/bin/sh
celery -A shop worker --logfile=/var/log/a.log --detach
celery -A shop worker -n b \
    -f /var/log/b.log \
    --pidfile /run/b.pid --detach
celery multi start w1 -A shop --logfile=/var/log/%n.log
gunicorn -D --access-logfile log/access.log shop:app
gunicorn --daemon --error-logfile log/error.log shop:app
nohup gunicorn --error-logfile log/nohup.log shop:app &
celery -A shop worker --logfile=/var/log/amp.log &
start-stop-daemon --start --background --exec gunicorn -- --log-file=/var/log/g.log shop:app
gunicorn --access-logfile /srv/logs/followed.log shop:app
tail -f /srv/logs/*
