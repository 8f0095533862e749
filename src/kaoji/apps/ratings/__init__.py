"""评议打分: leaders, peers and panels rate the units of a cycle; nobody sees who gave what."""
