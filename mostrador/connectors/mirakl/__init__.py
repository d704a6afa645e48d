"""Mirakl, as a marketplace's operator uses it.

Written from the public documentation, not tried on the live service.
"""
