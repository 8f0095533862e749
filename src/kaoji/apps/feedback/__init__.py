"""What goes out of a result: papers for the meeting, the notice, letters, prize money."""
