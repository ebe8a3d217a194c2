#!/bin/sh
flask run --debug
