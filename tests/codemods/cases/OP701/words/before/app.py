import logging


class Testimonials:
    def __init__(self):
        logging.getLogger(__name__).addHandler(logging.FileHandler('testimonials.log'))


class TestReport:
    def __init__(self):
        logging.getLogger(__name__).addHandler(logging.FileHandler('report.log'))
