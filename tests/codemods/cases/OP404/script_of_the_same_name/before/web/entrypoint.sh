flask db upgrade
exec gunicorn app:app
