#!/bin/sh
celery -A app worker --detach --logfile=/dev/null
