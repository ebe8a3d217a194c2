service: stock
runtime: python311

env_variables:
  STOCK_BUCKET: _STOCK_BUCKET

handlers:
  - url: /.*
    script: auto
