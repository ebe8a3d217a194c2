#!/bin/bash
nohup python worker.py > worker.log 2>&1 &
pip install gunicorn > /tmp/pip.log
python export.py > data.csv &
nohup python -u bot.py &> bot.out &
LOG=/srv/log/rq.log; rq worker >> $LOG &
celery -A app worker >| log/celery.log 2> log/celery.err &
setsid uvicorn app:app >>log/uvicorn.log &
gunicorn app:app 2>&1 | cat >> log/piped.log &
daphne app:app 2>&1 | tee log/shown.log &
hypercorn app:app 2>&1 | tee log/hidden.log > /dev/null &
waitress-serve app:app | rotatelogs /srv/log/web.%Y.log 86400 &
gunicorn --version > version.txt
gunicorn other:app > "$LOG_FILE" 3> /tmp/three &
make serve &>> log/made.log &
make build > log/build.log
gunicorn quiet:app > /dev/null 2>&1 &
gunicorn fifo:app > /run/lines &
gunicorn seen:app > log/seen.log &
mkfifo /run/lines
tail -F log/seen.log
