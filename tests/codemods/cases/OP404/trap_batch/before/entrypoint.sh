#!/bin/bash
until pg_isready --host="$DB_HOST"; do
    sleep 5
done
$@
