class Comics:
    API_KEY = "57558043c53943d5d1e96a9ad425b0eb"
