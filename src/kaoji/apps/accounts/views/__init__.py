"""The pages of this room: the door, one's own account, keeping accounts, guarding sign-in."""
