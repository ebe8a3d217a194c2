import os

POSTGRES_URI = 'postgres://localhost:5432/monitoring'
DATABASE_URL = os.environ.get('MONITORING_DB')
