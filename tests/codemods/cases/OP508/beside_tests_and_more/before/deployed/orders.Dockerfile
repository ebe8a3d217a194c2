FROM python:3.12
COPY orders /orders
CMD ["python", "/orders/app.py"]
