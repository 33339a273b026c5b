"""`make bench` prints what comparing costs, too."""

from tests.bench.compare_bench import main


def test_comparing() -> None:
    main()
