flask db upgrade
exec gunicorn old:app
