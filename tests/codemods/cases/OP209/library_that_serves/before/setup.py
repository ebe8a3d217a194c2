from setuptools import setup

setup(
    name="shelves",
    packages=["shelves"],
    install_requires=["flask"],
    classifiers=["Topic :: Software Development :: Libraries :: Application Frameworks"],
)
