import logging
import sys


class Testimonials:
    def __init__(self):
        logging.getLogger(__name__).addHandler(logging.StreamHandler(sys.stdout))


class TestReport:
    def __init__(self):
        logging.getLogger(__name__).addHandler(logging.FileHandler('report.log'))
