PHENOPACKET_API_URL = "https://phenopacket-stage.example.org"
ORDERS_URL = "http://orders:8080"
