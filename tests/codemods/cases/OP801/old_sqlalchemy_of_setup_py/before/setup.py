from setuptools import setup

setup(name="shop", packages=["shop"], install_requires=["flask==1.1.4", "sqlalchemy==1.3.24", "psycopg2==2.8.6"])
