"""Equilibria: one file per algorithm, one interface. `solve` runs a solver and verifies what it proposes."""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "_base": ["AbstractSolver", "Proposal", "solve"],
        "_control": ["Control"],
        "_solution": ["Component", "Equilibrium", "Solution", "Status"],
        "auto": ["Auto"],
        "batch": ["BatchSolution", "solve_batch"],
        "correlated": [
            "CorrelatedEquilibrium",
            "CorrelatedPolytope",
            "correlated_equilibrium",
            "correlated_polytope",
            "maximum_entropy_correlated",
        ],
        "dynamics": [
            "Basins",
            "BestReplyDynamics",
            "FictitiousPlay",
            "LogitDynamics",
            "Replicator",
            "all_pure_starts",
            "basins",
            "random_starts",
        ],
        "lemke_howson": ["LemkeHowson"],
        "logit": ["LogitPath", "LogitTracing", "logit_path"],
        "pure_enumeration": ["PureEnumeration"],
        "support_enumeration": ["SupportEnumeration"],
        "vertex_enumeration": ["VertexEnumeration"],
    },
)
