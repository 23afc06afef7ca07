"""Equilibria: one file per algorithm, one interface. `solve` runs a solver and verifies what it proposes."""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "_base": ["AbstractSolver", "Proposal", "solve"],
        "_control": ["Control"],
        "_correlated_polytope": ["CorrelatedPolytope", "correlated_polytope"],
        "_nash_subsets": ["NashSubset", "nash_subsets"],
        "_solution": ["Component", "Equilibrium", "Solution", "Status"],
        "aggregative": ["AggregativeSolution", "pure_equilibria_by_structure"],
        "attractors": ["Basins", "basins"],
        "auto": ["Auto"],
        "batch": ["BatchSolution", "solve_batch"],
        "branch": ["Bifurcation", "LogitFit", "LogitPath"],
        "correlated": ["CorrelatedEquilibrium", "correlated_equilibrium", "maximum_entropy_correlated"],
        "dynamics": [
            "BestReplyDynamics",
            "FictitiousPlay",
            "LogitDynamics",
            "Replicator",
            "Trajectories",
            "all_pure_starts",
            "random_starts",
        ],
        "lemke_howson": ["LemkeHowson"],
        "logit": ["LogitTracing", "logit_path"],
        "pure_enumeration": ["PureEnumeration"],
        "support_enumeration": ["SupportEnumeration"],
        "vertex_enumeration": ["VertexEnumeration"],
        "zero_sum": ["ZeroSum"],
    },
)
