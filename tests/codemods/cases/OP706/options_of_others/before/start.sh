#!/bin/sh
dramatiq \
   tasks --processes 2 \
   --log-file /srv/dramatiq.log
huey_consumer.py shop.huey -l /srv/huey.log -w 2
python manage.py run_huey --logfile /srv/run.log
celery -A tasks worker -l info
tar -f /srv/a.tar -l /srv/list
python copy.py -f/srv/a.txt
