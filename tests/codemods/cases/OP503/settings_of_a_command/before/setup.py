from setuptools import find_packages, setup

setup(name="maps", packages=find_packages(), entry_points={"console_scripts": ["maps=maps:cli"]})
