FROM python:3.13
WORKDIR /app
COPY shop/requirements.txt shop/app.py shop/health.py ./
RUN pip install -r requirements.txt
CMD ["gunicorn", "--threads", "4", "--graceful-timeout", "20", "app:app"]
