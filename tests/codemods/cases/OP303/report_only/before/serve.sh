#!/bin/sh
eval "su - app -c 'uwsgi --ini uwsgi.ini'"
