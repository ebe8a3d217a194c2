#!/bin/sh
celery -A shop beat
