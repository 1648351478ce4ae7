"""The documentation. What of it is made from the code is made again by `python -m docs.make`."""
