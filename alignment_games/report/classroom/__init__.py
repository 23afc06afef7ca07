"""The page for the classroom: a game that answers to the finger, without a server."""
