#!/bin/sh
exec /srv/wait-for-books.sh pytest
