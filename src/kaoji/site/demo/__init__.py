"""The invented county 禾安县: who is in it, what happened there, how one signs in.

Everything goes through the acts of the rooms, by people who may, on days of the county's own: so
the log of the county is a real one. The same day gives the same county; only passwords are drawn.
"""
