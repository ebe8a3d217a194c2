FROM python:3.13
RUN curl -O https://example.com/browser.tar.gz
CMD ["python", "browse.py"]
