#!/bin/sh
celery -A shop worker --logfile /srv/logs/worker.log --detach
celery -A shop beat --logfile /srv/other/beat.log --detach
sleep 1
tail -n 5 -f /srv/logs/*
