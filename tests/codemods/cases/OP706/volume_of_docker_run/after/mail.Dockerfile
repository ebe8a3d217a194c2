FROM python:3.12
COPY . .
CMD ["gunicorn", "--access-logfile", "-", "mail:app"]
