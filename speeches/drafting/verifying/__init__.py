"""数据核实单: all figures of a draft with period and source, for departments to verify."""
