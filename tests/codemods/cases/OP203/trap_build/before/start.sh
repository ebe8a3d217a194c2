# pip install is done by the build
echo "pip install flask"
exec gunicorn app:app
