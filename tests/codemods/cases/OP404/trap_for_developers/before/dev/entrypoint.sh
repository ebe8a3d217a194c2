#!/bin/sh
exec /srv/wait-for-books.sh flask run
