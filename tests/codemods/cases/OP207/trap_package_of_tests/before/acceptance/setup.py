from setuptools import setup

setup(name="shop-acceptance-tests", install_requires=["pytest>=8", "requests"])
