#!/bin/sh
uwsgi shop.ini
