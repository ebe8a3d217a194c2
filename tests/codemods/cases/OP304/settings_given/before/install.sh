#!/bin/sh
pip install gunicorn flask
