"""What search is compared with, over the same texts: ILIKE with pg_trgm, jieba tsvector, tantivy."""

import re
import shutil
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from django.db import connection

from speeches.library.search.lexemes import bigrams
from speeches.library.search.query import read_query

CAP = 200
TOP = 20


def run(sql: str, values: Iterable[object] = ()) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values) or None)
        return cursor.fetchall() if cursor.description else []


def is_built(number: int, folder: Path) -> bool:
    """Whether the peers of the last time have the same rows."""
    if run("SELECT to_regclass('peer_words') IS NULL OR to_regclass('peer') IS NULL") == [(True,)]:
        return False
    # Unlogged tables are empty after a server was killed.
    counts = run("SELECT (SELECT count(*) FROM peer), (SELECT count(*) FROM peer_words)")
    return counts == [(number, number)] and (folder / "tantivy").exists()


def make_table() -> None:
    run("DROP TABLE IF EXISTS peer")
    run("CREATE UNLOGGED TABLE peer AS SELECT id, text, rank FROM library_searchrow")


class Trigrams:
    name = "ILIKE + pg_trgm"

    def build(self) -> None:
        run("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        run("CREATE INDEX peer_trgm ON peer USING gin (text gin_trgm_ops)")
        run("ANALYZE peer")

    def size(self) -> int:
        return run("SELECT pg_relation_size('peer_trgm')")[0][0]

    def ask(self, typed: str) -> list[object]:
        words = read_query(typed).words
        where = " AND ".join(["text ILIKE %s"] * len(words))
        values = [f"%{word}%" for word in words]
        run(f"SELECT count(*) FROM (SELECT 1 FROM peer WHERE {where} LIMIT {CAP}) x", values)
        sql = f"SELECT id, text FROM peer WHERE {where} ORDER BY rank DESC LIMIT {TOP}"
        return [identity for identity, _ in run(sql, values)]


class Words:
    name = "jieba tsvector + ts_rank"

    def __init__(self) -> None:
        import rjieba

        self.cut = rjieba.cut_for_search

    def tokens(self, text: str) -> str:
        return " ".join(re.sub(r"[^\w]", "", token) for token in self.cut(text)).lower()

    def build(self) -> None:
        run("DROP TABLE IF EXISTS peer_words")
        run("CREATE UNLOGGED TABLE peer_words (id uuid, tokens text)")
        rows = run("SELECT id, text FROM peer")
        with connection.cursor() as cursor, cursor.copy("COPY peer_words FROM STDIN") as copy:
            for identity, text in rows:
                copy.write_row((identity, self.tokens(text)))
        run("CREATE INDEX peer_words_gin ON peer_words USING gin (to_tsvector('simple', tokens))")
        run("ANALYZE peer_words")

    def size(self) -> int:
        return run("SELECT pg_relation_size('peer_words_gin')")[0][0]

    def ask(self, typed: str) -> list[object]:
        vector, query = "to_tsvector('simple', tokens)", "plainto_tsquery('simple', %s)"
        tokens = self.tokens(typed)
        run(
            f"SELECT count(*) FROM (SELECT 1 FROM peer_words WHERE {vector} @@ {query} LIMIT {CAP}) x",
            [tokens],
        )
        ranked = f"ORDER BY ts_rank({vector}, {query}) DESC LIMIT {TOP}"
        sql = f"SELECT id FROM peer_words WHERE {vector} @@ {query} {ranked}"
        return [identity for (identity,) in run(sql, [tokens, tokens])]


class Tantivy:
    name = "tantivy, 二字组短语"

    def __init__(self, folder: Path) -> None:
        import tantivy

        self.tantivy, self.folder = tantivy, folder

    def build(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        builder = self.tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option="position")
        self.index = self.tantivy.Index(builder.build(), path=str(self.folder))
        writer = self.index.writer(heap_size=256_000_000, num_threads=1)
        for identity, text in run("SELECT id, text FROM peer"):
            writer.add_document(self.tantivy.Document(id=str(identity), body=" ".join(self.pairs(text))))
        writer.commit()
        writer.wait_merging_threads()
        self.open()

    def open(self) -> None:
        self.index = self.tantivy.Index.open(str(self.folder))
        self.searcher = self.index.searcher()

    def pairs(self, text: str) -> list[str]:
        return [pair.replace(" ", "␠").replace("\n", "␤") for pair in bigrams(text)]

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.rglob("*"))

    def phrase(self, word: str) -> object:
        tokens, schema = self.pairs(word), self.index.schema
        if len(tokens) == 1:
            return self.tantivy.Query.term_query(schema, "body", tokens[0])
        return self.tantivy.Query.phrase_query(schema, "body", tokens)

    def ask(self, typed: str) -> list[object]:
        must = self.tantivy.Occur.Must
        query = self.tantivy.Query.boolean_query(
            [(must, self.phrase(word)) for word in read_query(typed).words]
        )
        found = self.searcher.search(query, TOP, count=True).hits
        return [self.searcher.doc(address)["id"][0] for _, address in found] or self.ask_any(typed)

    def ask_any(self, typed: str) -> list[object]:
        """BM25 over any of the pairs: what is left when nothing fits as written."""
        should, schema = self.tantivy.Occur.Should, self.index.schema
        terms = [
            self.tantivy.Query.term_query(schema, "body", pair) for pair in self.pairs(read_query(typed).text)
        ]
        query = self.tantivy.Query.boolean_query([(should, term) for term in terms])
        return [self.searcher.doc(address)["id"][0] for _, address in self.searcher.search(query, TOP).hits]


def peers(folder: Path) -> list[Trigrams | Words | Tantivy]:
    """Return those that can be had; say loudly which cannot."""
    found: list[Trigrams | Words | Tantivy] = [Trigrams()]
    for module, make in (("rjieba", Words), ("tantivy", lambda: Tantivy(folder / "tantivy"))):
        if find_spec(module):
            found.append(make())
        else:
            print(f"!! 没有安装 {module}，不比较（pip install {module}）")
    return found
