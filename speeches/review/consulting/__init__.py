"""征求意见: a revision sent to units or people for comments, without a decision; the text stays open."""
