"""Rounds (审阅轮次): stages of people who review at the same time, handing over, asking others."""
