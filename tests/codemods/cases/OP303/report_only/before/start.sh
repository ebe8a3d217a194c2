#!/bin/sh
flask db upgrade
su app -c "gunicorn app:app"
