#!/bin/sh
> log/web.log
( cd app && gunicorn app:app )
exec 3>> log/three.log
