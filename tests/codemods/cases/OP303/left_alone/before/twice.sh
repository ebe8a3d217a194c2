#!/bin/sh
serve() {
  gunicorn app:app
}
serve
serve
