from setuptools import setup

setup(
    name="bookshelf",
    packages=["bookshelf"],
    install_requires=open("requirements.txt").read().splitlines(),
    classifiers=["Programming Language :: Python :: 3"],
)
