"""The failures of exported logs larger than a machine, read, joined and counted by the workers of a Dask cluster.

Files go to workers in parts. Each finds the rows of failed operations in its files; rows of one correlation meet in one
bucket, wherever they lay, and are joined to operations there; buckets become counts, which merge in a tree. Nothing
depends on how files were split, on order, or on a worker that is lost on the way: the report is that of one machine.
"""
