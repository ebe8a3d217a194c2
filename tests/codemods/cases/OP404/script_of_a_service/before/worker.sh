#!/bin/sh
flask db upgrade
exec celery -A tasks worker
