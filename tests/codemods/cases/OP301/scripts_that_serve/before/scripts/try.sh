#!/bin/sh
export FLASK_APP=shop
flask run --host=127.0.0.1 -p 5001
