"""`make bench` prints what proofreading costs, and how it does beside its peers, too."""

from tests.bench.proofreading_bench import main


def test_proofreading() -> None:
    main()
