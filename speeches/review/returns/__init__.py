"""The round trip through Word and WPS: a copy for review (送审稿) out, what came back (回稿) in."""
