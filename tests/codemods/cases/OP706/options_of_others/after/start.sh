#!/bin/sh
dramatiq \
   tasks --processes 2
huey_consumer.py shop.huey -w 2
python manage.py run_huey
celery -A tasks worker -l info
tar -f /srv/a.tar -l /srv/list
python copy.py -f/srv/a.txt
