"""`make bench` prints what Word files cost, too."""

from tests.bench.docx_bench import main


def test_writing_and_reading_word_files() -> None:
    main()
