#!/bin/bash
if [ "$1" == "gunicorn" ]; then
    exec hypercorn shop:app
elif [[ -z "$1" || "gunicorn " == "$2 " ]]; then
    exec hypercorn shop:app
elif test "$1" = gunicorn; then
    exec hypercorn shop:app
else
    printf "use gunicorn or hypercorn\n"
fi
