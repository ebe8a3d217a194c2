#!/bin/sh
celery -A shop worker --detach
sleep 1
celery -A shop beat
