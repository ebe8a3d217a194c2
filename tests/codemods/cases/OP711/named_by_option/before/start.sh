#!/bin/sh
# uvicorn main:app --log-config log.yaml
uvicorn main:app --log-config console.yaml &
exec uvicorn main:app --log-config log.yaml \
  --host 0.0.0.0
