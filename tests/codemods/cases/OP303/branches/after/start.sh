#!/bin/sh
migrate() {
  flask db upgrade
}

function serve {
  exec gunicorn app:app
}

main() {
  migrate
  if [ "$1" = worker ]; then
    exec gosu app celery -A app worker
  else
    serve
  fi
}

main "$@"
