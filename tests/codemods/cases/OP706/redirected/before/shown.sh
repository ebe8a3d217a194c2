#!/bin/bash
exec > >(tee -a log/start.log) 2>&1
exec gunicorn app:app
