from alignment_games.certificates.writer import Certificate as Certificate
from alignment_games.certificates.writer import certify as certify
