from alignment_games.catalogue.citation import cite as cite
from alignment_games.catalogue.claim import CheckedClaim as CheckedClaim
from alignment_games.catalogue.claim import Claim as Claim
from alignment_games.catalogue.claim import check_claims as check_claims
from alignment_games.catalogue.claim import claims as claims
from alignment_games.catalogue.entries import Catalog as Catalog
from alignment_games.catalogue.entries import Entry as Entry
from alignment_games.catalogue.entries import catalog as catalog
from alignment_games.catalogue.entries import model as model
from alignment_games.catalogue.known_game import KnownGame as KnownGame
from alignment_games.catalogue.known_games import known_game as known_game
from alignment_games.catalogue.known_games import known_games as known_games

__all__ = [
    "Catalog",
    "CheckedClaim",
    "Claim",
    "Entry",
    "KnownGame",
    "catalog",
    "check_claims",
    "cite",
    "claims",
    "known_game",
    "known_games",
    "model",
]
