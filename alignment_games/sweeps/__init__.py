"""Families of games: grids and phase diagrams, uncertain inputs, years, regions; stores that resume.

Any `concurrent.futures.Executor` does the work, and the numbers are the same whoever does it. On one machine::

    with ProcessPoolExecutor() as executor:
        sweep(case, {"burden": grid, "intent": grid}, executor=executor, store="runs.store")

On a cluster, start a scheduler (``dask scheduler``) and workers on each node (``dask worker ADDRESS``), then::

    with distributed.Client(ADDRESS) as client:
        sweep(case, {"burden": grid, "intent": grid}, executor=client.get_executor(), store="runs.store")

or, under MPI, ``mpi4py.futures.MPIPoolExecutor()``. The store is written by the calling process alone; after an
interruption the same call goes on where it was.

>>> from alignment_games.cases import load_case
>>> from alignment_games.sweeps import sweep
>>> for region in sweep(load_case("europe-1938"), {"burden": [0.01, 0.05, 0.2]}).regions():
...     print(region.name)
all balance
all buck_pass
balance: Britain, France; buck_pass: USSR | all buck_pass
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__)
