from setuptools import setup

setup(
    name="iata-codes",
    version="0.1",
    py_modules=["iata_codes"],
    data_files=["airports.json"],
)
