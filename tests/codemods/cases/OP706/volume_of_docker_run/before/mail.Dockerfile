FROM python:3.12
COPY . .
CMD ["gunicorn", "--access-logfile", "/var/log/mail/access.log", "mail:app"]
