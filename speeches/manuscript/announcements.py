from .value import Manuscript
def bind(m, set_names=()): return m
