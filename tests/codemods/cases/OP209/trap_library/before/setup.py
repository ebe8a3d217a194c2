from setuptools import setup

setup(
    name="flask-shelves",
    packages=["flask_shelves"],
    install_requires=["flask"],
    classifiers=["Topic :: Software Development :: Libraries :: Python Modules"],
)
