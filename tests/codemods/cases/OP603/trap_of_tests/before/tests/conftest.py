from app import create_app
from config import QaConfig

app = create_app(QaConfig)
