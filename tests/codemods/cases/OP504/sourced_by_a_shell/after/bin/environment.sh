#!/bin/sh
# source me
export SECRET_KEY=another-9
export FLASK_APP=app
