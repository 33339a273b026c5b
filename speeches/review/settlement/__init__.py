"""意见采纳情况: every opinion, who said it, what became of it, and the change that settled it."""
