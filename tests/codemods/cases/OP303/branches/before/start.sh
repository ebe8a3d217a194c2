#!/bin/sh
migrate() {
  flask db upgrade
}

function serve {
  gunicorn app:app
}

main() {
  migrate
  if [ "$1" = worker ]; then
    gosu app celery -A app worker
  else
    serve
  fi
}

main "$@"
