"""The way from parts to tables: what the names mean, and the nine tables, each after those it needs."""

from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from kg.lexicon import Lexicon
from kg.link import edges, hierarchy
from kg.link.entities import Entities, Name, resolve
from kg.link.overrides import Overrides
from kg.link.parts import PARTS, SLOTS, Pair
from kg.model import EntityType
from kg.names import normal_form

MAX_THREADS = 4
MEMORY_BASE, MEMORY_THREAD = 200, 200
"""Megabytes that DuckDB may hold, in all and for each thread; beyond them it spills to the folder of the parts.

400,000 abstracts are linked within them; with 400 MB for two threads, sorting them fails.
"""
_BATCH = 8192

Write = Callable[[str, pa.RecordBatchReader], Path]
"""Writes the rows of a table, sorted as they come, and gives the Parquet file."""

_STRING = pa.string()

_NAMES = """
WITH introducing AS (SELECT DISTINCT paper_id, entity FROM part_relations WHERE type = 'introduces')
SELECT m.entity, m.canonical, m.type, count(DISTINCT m.paper_id) AS papers, count(DISTINCT i.paper_id) AS introducing
FROM part_mentions m LEFT JOIN introducing i USING (paper_id, entity)
GROUP BY m.entity, m.canonical, m.type
"""


def link(
    folder: Path,
    lexicon: Lexicon,
    write: Write,
    *,
    overrides: Overrides | None = None,
    report: Callable[[str], None],
    threads: int = 1,
) -> None:
    """Make the tables of a graph from the parts in `folder`.

    Args:
        folder: Where the parts are; DuckDB spills there too.
        lexicon: The lexicon that extraction used.
        write: Called once a table, in the order of dependence.
        overrides: Corrections by people.
        report: Called with a line for each override that is about nothing in this graph.
        threads: How many threads DuckDB may use, up to `MAX_THREADS`; the rows are the same.
    """
    threads = min(threads, MAX_THREADS)
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads,
        "memory_limit": f"{MEMORY_BASE + MEMORY_THREAD * threads}MB",
        "temp_directory": str(folder),
        "preserve_insertion_order": False,  # every query that is written sorts its rows
    }
    with duckdb.connect(config=config) as db:
        _Linking(db, folder, lexicon, write).run(overrides, report)


class _Linking:
    def __init__(self, db: duckdb.DuckDBPyConnection, folder: Path, lexicon: Lexicon, write: Write) -> None:
        self._db = db
        self._lexicon = lexicon
        self._write_table = write
        for name in PARTS:
            self._view(f"part_{name}", folder / f"{name}-*.parquet")

    def run(self, overrides: Overrides | None, report: Callable[[str], None]) -> None:
        entities = resolve(self._names(), self._lexicon)
        tree = hierarchy.broader(entities)
        moves = overrides.apply(entities, report) if overrides else []
        self._register(
            "meanings", [(*pair, meaning) for pair, meaning in entities.meanings()], "entity canonical entity_id"
        )
        self._register("moves", moves, "entity_id paper_id form target_id")
        self._register("redirects", [(each, entities.current(each)) for each in sorted(entities.redirects)], "old new")
        self._facts()
        self._things(entities, tree)

    def _names(self) -> list[Name]:
        found = [
            Name(Pair(entity, canonical), EntityType(fine), papers, introducing)
            for entity, canonical, fine, papers, introducing in self._db.execute(_NAMES).fetchall()
        ]
        known = {name.pair for name in found}
        elsewhere = " UNION ".join(
            ["SELECT entity, canonical FROM part_relations"]
            + [
                f"SELECT {slot}_entity, {slot}_canonical FROM part_claims WHERE {slot}_entity IS NOT NULL"
                for slot in SLOTS
            ]
        )
        others = sorted({Pair(*row) for row in self._db.execute(elsewhere).fetchall()} - known)
        return found + [Name(pair, None, 0, 0) for pair in others]

    def _facts(self) -> None:
        """Everything that papers say, each name replaced by what it means."""
        self._db.execute("""
            CREATE TABLE moved AS
            SELECT DISTINCT m.paper_id, v.entity_id, min(v.target_id) AS target_id
            FROM part_mentions m JOIN meanings USING (entity, canonical) JOIN moves v USING (entity_id)
            WHERE coalesce(v.paper_id = m.paper_id, true) AND coalesce(v.form = m.text, true)
            GROUP BY ALL
        """)
        self._table("mentions", """
            SELECT m.paper_id, m.start, m."end", m.text, coalesce(v.target_id, n.entity_id) AS entity_id, m.type,
              m.confidence, m.rule
            FROM part_mentions m JOIN meanings n USING (entity, canonical)
            LEFT JOIN moves v ON v.entity_id = n.entity_id
              AND coalesce(v.paper_id = m.paper_id, true) AND coalesce(v.form = m.text, true)
            WHERE n.entity_id IS NOT NULL
            QUALIFY row_number() OVER (PARTITION BY m.paper_id, m.start, m."end", n.entity_id ORDER BY v.target_id) = 1
            ORDER BY ALL
        """)  # fmt: skip
        self._table("relations", """
            SELECT r.paper_id, r.type, coalesce(v.target_id, n.entity_id) AS entity_id, r.evidence, r.start, r."end",
              r.confidence, r.rule
            FROM part_relations r JOIN meanings n USING (entity, canonical)
            LEFT JOIN moved v ON v.paper_id = r.paper_id AND v.entity_id = n.entity_id
            WHERE n.entity_id IS NOT NULL
            QUALIFY row_number() OVER (
              PARTITION BY r.paper_id, r.type, coalesce(v.target_id, n.entity_id)
              ORDER BY r.confidence DESC, r.start, r."end", r.rule, r.evidence
            ) = 1
            ORDER BY ALL
        """)  # fmt: skip
        ids = ", ".join(f"c.{slot}, coalesce(v_{slot}.target_id, n_{slot}.entity_id) AS {slot}_id" for slot in SLOTS)
        joins = "\n".join(
            f"LEFT JOIN meanings n_{slot} "
            f"ON n_{slot}.entity = c.{slot}_entity AND n_{slot}.canonical = c.{slot}_canonical "
            f"LEFT JOIN moved v_{slot} ON v_{slot}.paper_id = c.paper_id AND v_{slot}.entity_id = n_{slot}.entity_id"
            for slot in SLOTS
        )
        self._table("claims", f"""
            SELECT c.claim_id, c.paper_id, c.kind, c.value, c.value_max, c.unit, c.qualifier, c.metric, {ids}, c.phase,
              c.ratio, c.direction, c.qudt_unit, c.qudt_value, c.evidence, c.start, c."end", c.value_start, c.value_end,
              c.confidence, c.rule
            FROM part_claims c {joins}
            QUALIFY row_number() OVER (
              PARTITION BY c.paper_id, c.value_start ORDER BY c.confidence DESC, c.rule, c.kind, c.value, c.start
            ) = 1
            ORDER BY c.paper_id, c.value_start
        """)  # fmt: skip
        self._table("artifacts", "SELECT * FROM part_artifacts ORDER BY paper_id, start")
        self._table("authors", "SELECT * FROM part_authors ORDER BY paper_id, position")
        self._table("papers", "SELECT * FROM part_papers ORDER BY paper_id")

    def _things(self, entities: Entities, tree: list[hierarchy.Broader]) -> None:
        """The things themselves, under all their names, and what holds between them."""
        self._aliases(entities)
        self._register_entities(entities)
        self._table("entities", """
            SELECT e.*, coalesce(c.papers, 0)::INTEGER AS papers,
              coalesce(c.mentions, 0)::INTEGER AS mentions
            FROM settled e LEFT JOIN (
              SELECT entity_id, count(DISTINCT paper_id) AS papers, count(*) AS mentions FROM mentions GROUP BY ALL
            ) c USING (entity_id)
            ORDER BY entity_id
        """)  # fmt: skip
        self._register("tree", tree, "source_id target_id confidence:double rule")
        self._table("edges", f"""
            WITH broader AS (
              SELECT coalesce(s.new, t.source_id) AS source_id, coalesce(g.new, t.target_id) AS target_id,
                max(confidence) AS confidence, min(rule) AS rule
              FROM tree t LEFT JOIN redirects s ON s.old = t.source_id LEFT JOIN redirects g ON g.old = t.target_id
              WHERE (s.old IS NULL OR s.new IS NOT NULL) AND (g.old IS NULL OR g.new IS NOT NULL)
              GROUP BY ALL HAVING source_id <> target_id
            )
            SELECT source_id, 'broader' AS type, target_id, NULL AS paper_id, NULL AS claim_id, NULL AS ratio,
              NULL AS metric, NULL AS hardware_id, NULL AS dataset_id, confidence, rule FROM broader
            UNION ALL ({edges.DERIVED_SQL}) UNION ALL ({edges.OUTPERFORMS_SQL})
            ORDER BY source_id, type, target_id, paper_id NULLS FIRST, claim_id NULLS FIRST
        """)  # fmt: skip

    def _aliases(self, entities: Entities) -> None:
        written = self._db.execute(
            "SELECT entity_id, text, count(DISTINCT paper_id) FROM mentions GROUP BY ALL"
        ).fetchall()
        rows = {
            (identifier, text): ("text", papers)
            for identifier, text, papers in written
            if text != entities.by_id[identifier].name
        }
        for entity in entities.by_id.values():
            for alias, origin in entity.aliases.items():
                rows[entity.id, alias] = (origin, rows.get((entity.id, alias), ("", 0))[1])
        self._register(
            "named",
            [(*key, normal_form(key[1]), *value) for key, value in rows.items()],
            "entity_id alias normal origin papers:int32",
        )
        self._table("aliases", "SELECT * FROM named ORDER BY entity_id, alias")

    def _register_entities(self, entities: Entities) -> None:
        facts = ("purl", "repository", "vendor", "hardware_class", "architecture", "memory_gb", "year")
        self._register(
            "settled",
            [
                (
                    *(entity.id, entity.kind, entity.type, entity.name, entity.origin),
                    *(getattr(entity.entry, fact) if entity.entry else None for fact in facts),
                )
                for entity in entities.by_id.values()
            ],
            "entity_id kind type name origin purl repository vendor hardware_class architecture memory_gb:double"
            " year:int32",
        )

    def _table(self, name: str, query: str) -> None:
        """Write a table and make it readable for the next ones under its name."""
        path = self._write_table(name, self._db.sql(query).to_arrow_reader(_BATCH))
        self._view(name, path)

    def _view(self, name: str, files: Path) -> None:
        escaped = str(files).replace("'", "''")
        self._db.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{escaped}')")

    def _register(self, name: str, rows: Sequence[tuple[object, ...]], columns: str) -> None:
        """Give DuckDB rows made in Python; a column is a string unless it says otherwise (``papers:int32``)."""
        fields = [column.partition(":") for column in columns.split()]
        types = [pa.type_for_alias(kind) if kind else _STRING for _, _, kind in fields]
        data = list(zip(*rows, strict=True)) or [()] * len(fields)
        self._db.register(
            name,
            pa.table(
                [pa.array(column, kind) for column, kind in zip(data, types, strict=True)],
                names=[column for column, _, _ in fields],
            ),
        )
