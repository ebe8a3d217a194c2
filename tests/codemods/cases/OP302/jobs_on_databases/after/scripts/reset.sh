#!/bin/sh
set -e
dropdb --if-exists shop
createdb shop
npm run migrate
