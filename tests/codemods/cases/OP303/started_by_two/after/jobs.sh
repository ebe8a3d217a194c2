#!/bin/sh
exec celery -A app worker
