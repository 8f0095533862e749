"""What is typed into long forms is kept on the server, seconds later, until it is sent.

A form that is kept (`web.forms.Form.is_kept`) carries a ticket: signed, it says which page, which
sitting and which fields; what a script sends with it is kept for whoever is signed in, and nothing
else is. Whoever opens the page again, on whichever device, is offered what was not sent.
Where no script runs, nothing is kept, and every form works as it does.
"""

from kaoji.web.drafts.keeping import forget_old, settled
from kaoji.web.drafts.offering import Offer, offer_of

__all__ = ["Offer", "forget_old", "offer_of", "settled"]
