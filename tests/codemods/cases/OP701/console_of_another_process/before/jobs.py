from celery import Celery

import shop

celery = Celery("jobs")
