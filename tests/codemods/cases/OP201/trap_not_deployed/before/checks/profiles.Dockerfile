FROM python:3.12
RUN pip install py-spy
ENTRYPOINT ["py-spy"]
