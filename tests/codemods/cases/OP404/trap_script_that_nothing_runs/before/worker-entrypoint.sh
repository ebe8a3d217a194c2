#!/bin/sh
sleep 10
exec celery -A tasks worker
