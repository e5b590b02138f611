"""The schema of the base: what migrations make is what models declare, and a base is never left half-way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from ppe_desktop.domain.errors import BaseTooNewError, NotABaseError, SaveFailedError
from ppe_desktop.models import Base
from ppe_desktop.storage import migrate
from ppe_desktop.storage.connection import check_integrity, connect, create_database_file, make_engine
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.migrate import SCRIPTS, make_schema, scripts, upgrade
from ppe_desktop.storage.unit_of_work import UnitOfWork
from tests.support.base import Clock

KEY = bytes(range(32))

ADD_COLUMN = """
import sqlalchemy as sa
from alembic import op

revision = "9001_essai"
down_revision = "@LAST@"


def upgrade():
    with op.batch_alter_table("child") as batch:
        batch.add_column(sa.Column("nickname", sa.Text(), nullable=False, server_default="sans surnom"))
    op.execute("UPDATE child SET nickname = 'petit nom de ' || birth_surname")
"""
FAILING = (
    ADD_COLUMN
    + '    op.execute("UPDATE child SET birth_surname = \'perdu\'")\n    raise RuntimeError("panne au milieu")\n'
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dossiers.db"


@pytest.fixture
def engine(path: Path) -> Iterator[Engine]:
    create_database_file(path, KEY)
    made = make_engine(path, KEY)
    yield made
    made.dispose()


def with_data(engine: Engine, path: Path) -> None:
    upgrade(engine, path, KEY)
    with UnitOfWork(engine, "Claire", Clock()) as work:
        child = work.add("child", birth_surname="Prévôt-N’Diaye")
        work.add("statement", child_id=child, said_on=Clock()().date(), exact_words="Mot à mot.")
        work.commit()


def later_scripts(folder: Path, content: str) -> Path:
    """The shipped migrations and one more, as a coming version of the program would have."""
    versions = folder / "versions"
    versions.mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        (folder / name).write_bytes((SCRIPTS / name).read_bytes())
    for script in (SCRIPTS / "versions").glob("0*.py"):
        (versions / script.name).write_bytes(script.read_bytes())
    (versions / "9001_essai.py").write_text(
        content.replace("@LAST@", str(scripts().get_current_head())), encoding="utf-8"
    )
    return folder


def content_of(engine: Engine) -> dict[str, list[Any]]:
    """Every row of every table, and the definition of the tables."""
    with engine.connect() as connection:
        tables = connection.execute(text("SELECT name, sql FROM sqlite_master ORDER BY name")).all()
        rows = {
            name: connection.execute(text(f'SELECT * FROM "{name}"')).all()
            for name in inspect(connection).get_table_names()
        }
    return {
        "": [tuple(table) for table in tables],
        **{name: [tuple(row) for row in found] for name, found in rows.items()},
    }


def revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def differences(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return compare_metadata(context, Base.metadata)


def test_an_empty_base_is_brought_to_the_schema_of_the_models(engine: Engine, path: Path) -> None:
    assert differences(engine), "the control: an empty base must differ"
    upgrade(engine, path, KEY)
    assert differences(engine) == []
    assert revision(engine) == scripts().get_current_head()
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())


def shape(engine: Engine) -> dict[str, Any]:
    """What a base is made of: columns, keys, checks and indexes of each table, whatever their order."""
    found = inspect(engine)
    return {
        name: (
            sorted((c["name"], str(c["type"]), c["nullable"], c["default"]) for c in found.get_columns(name)),
            sorted(
                (tuple(k["constrained_columns"]), k["referred_table"], str(k["options"]))
                for k in found.get_foreign_keys(name)
            ),
            sorted(str(c["sqltext"]) for c in found.get_check_constraints(name)),
            sorted((str(i["name"]), tuple(i["column_names"]), i["unique"]) for i in found.get_indexes(name)),
            sorted(tuple(u["column_names"]) for u in found.get_unique_constraints(name)),
        )
        for name in found.get_table_names()
    }


def test_a_base_made_at_once_is_the_one_that_every_migration_makes(engine: Engine, path: Path, tmp_path: Path) -> None:
    upgrade(engine, path, KEY)
    other = tmp_path / "autre.db"
    create_database_file(other, KEY)
    made = make_engine(other, KEY)
    make_schema(made)
    assert shape(made) == shape(engine)
    assert revision(made) == revision(engine)
    made.dispose()


def test_a_base_of_the_first_version_keeps_every_row(engine: Engine, path: Path, tmp_path: Path) -> None:
    """The tables that were given columns are those that all others point to: none of their rows may go."""
    first = tmp_path / "premiere"
    (first / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        (first / name).write_bytes((SCRIPTS / name).read_bytes())
    (first / "versions" / "0001_initial.py").write_bytes((SCRIPTS / "versions" / "0001_initial.py").read_bytes())
    upgrade(engine, path, KEY, location=first)
    with engine.begin() as connection:
        for table in FIRST_ROWS:
            fill_row(connection, table)
    before = {table: rows_of(engine, table) for table in FIRST_ROWS}
    assert all(before.values())
    upgrade(engine, path, KEY)
    for table, rows in before.items():
        (after,) = rows_of(engine, table)
        assert rows[0].items() <= after.items(), table
    (child,) = rows_of(engine, "child")
    assert (child["status"], child["binned_at"]) == ("ACTIF", None)
    assert check_integrity(engine.raw_connection().driver_connection) == []


@pytest.mark.parametrize("last", range(2, int(str(scripts().get_current_head())[:4])))
def test_a_base_of_each_version_since_keeps_every_row_of_every_table(
    engine: Engine, path: Path, tmp_path: Path, last: int
) -> None:
    former = tmp_path / "avant"
    (former / "versions").mkdir(parents=True)
    for script in (SCRIPTS / "env.py", SCRIPTS / "script.py.mako", *(SCRIPTS / "versions").glob("0*.py")):
        if script.suffix != ".py" or not script.name[:4].isdigit() or int(script.name[:4]) <= last:
            (former / script.relative_to(SCRIPTS)).write_bytes(script.read_bytes())
    upgrade(engine, path, KEY, location=former)
    tables = [table for table in inspect(engine).get_table_names() if table not in ("alembic_version", "base_identity")]
    with engine.begin() as connection:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        for table in tables:
            fill_row(connection, table, **({"other_person_id": OTHER.hex()} if table == "person_tie" else {}))
        fill_row(connection, "person", id=OTHER.hex())
    before = {table: rows_of(engine, table) for table in tables}
    upgrade(engine, path, KEY)
    for table, rows in before.items():
        for row, after in zip(rows, rows_of(engine, table), strict=True):
            if "exam_number" in row:  # it became an age: the number is said there
                row["exam_age"] = f"Examen n° {row.pop('exam_number')}"
            assert row.items() <= after.items(), table
    if last == 6:
        (opinion,) = rows_of(engine, "objective_opinion")
        assert opinion["person_id"] is None
        with pytest.raises(IntegrityError), engine.begin() as connection:
            fill_row(connection, "objective_opinion", id="autre", person_id=None)
    if last == 7:
        (leaving,) = rows_of(engine, "exit_interview")
        assert (leaving["situation"], leaving["resources"], leaving["rights_detail"]) == ("x", "", "")
        (said,) = rows_of(engine, "statement")
        assert (said["duration"], said["wishes"]) == (None, "")


FIRST_ROWS = (
    "child", "person", "address", "relationship", "parental_authority", "contact_right", "care_episode", "decision", "measure",
    "placement", "address_protection", "sibling_link", "statement", "statement_restriction", "child_plan", "plan_domain",
    "plan_objective", "plan_action", "plan_words", "plan_signature", "plan_delivery", "history_entry",
)  # fmt: skip
ONE, OTHER = b"\x01" * 16, b"\x02" * 16


def fill_row(connection: Any, table: str, **chosen: Any) -> None:
    """Put one row in a table as the first version had it, every identifier the same, so that all point to one another."""
    columns = inspect(connection).get_columns(table)
    values: dict[str, Any] = {}
    for column in columns:
        kind = str(column["type"])
        is_key = column["name"] == "id" or column["name"].endswith("_id")
        by_kind = {"DATE": "2026-01-02", "DATETIME": "2026-01-02 03:04:05", "INTEGER": 1, "BOOLEAN": 0, "BLOB": b"x"}
        values[column["name"]] = ONE.hex() if is_key else by_kind.get(kind.split("(")[0], "x")
    values |= {"placement_id": None} if table == "address_protection" else {}
    values |= {"other_child_id": None} if table == "sibling_link" else {}
    values |= chosen
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(text(f'INSERT INTO "{table}" ({names}) VALUES ({marks})'), values)


def rows_of(engine: Engine, table: str) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(f'SELECT * FROM "{table}"')).mappings()]


def test_checks_uniqueness_and_foreign_keys_are_those_of_the_models(engine: Engine, path: Path) -> None:
    upgrade(engine, path, KEY)
    found = inspect(engine)
    for name, table in Base.metadata.tables.items():
        declared = {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint)}
        assert {str(one["name"]) for one in found.get_check_constraints(name)} == declared, name
        keys = {
            (tuple(one["constrained_columns"]), one["options"].get("ondelete")) for one in found.get_foreign_keys(name)
        }
        wanted = {((column.name,), key.ondelete) for column in table.columns for key in column.foreign_keys}
        assert keys == wanted, name


def test_a_base_up_to_date_is_left_alone(engine: Engine, path: Path) -> None:
    with_data(engine, path)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    upgrade(engine, path, KEY)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert [one.name for one in path.parent.iterdir() if "avant" in one.name] == []


def test_a_base_of_a_newer_program_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "dossiers.db"
    Database.create(path, KEY, "coffre-1", Clock()).close()
    engine = make_engine(path, KEY)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_demain'"))
    engine.dispose()
    before = path.read_bytes()
    with pytest.raises(BaseTooNewError, match="version plus récente"):
        Database.open(path, KEY, "coffre-1", Clock())
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if "avant" in one.name] == []
    connect(path, KEY).close()  # and nothing still holds it


def test_a_base_of_another_vault_is_refused(path: Path) -> None:
    Database.create(path, KEY, "coffre-1", Clock()).close()
    with pytest.raises(NotABaseError, match="n’est pas celui de ce coffre"):
        Database.open(path, KEY, "coffre-2", Clock())
    Database.open(path, KEY, "coffre-1", Clock()).close()


def test_the_next_revision_keeps_the_data_and_leaves_a_sound_copy_of_before(
    engine: Engine, path: Path, tmp_path: Path
) -> None:
    with_data(engine, path)
    before = content_of(engine)
    upgrade(engine, path, KEY, location=later_scripts(tmp_path / "demain", ADD_COLUMN))
    assert revision(engine) == "9001_essai"
    with engine.connect() as connection:
        assert connection.execute(text("SELECT nickname FROM child")).scalars().all() == ["petit nom de Prévôt-N’Diaye"]
    after = content_of(engine)
    assert {name: rows for name, rows in after.items() if name not in ("", "child", "alembic_version")} == {
        name: rows for name, rows in before.items() if name not in ("", "child", "alembic_version")
    }
    copy = path.with_name("dossiers.db.avant-9001_essai")
    reopened = make_engine(copy, KEY)
    assert content_of(reopened) == before
    assert check_integrity(reopened.raw_connection().driver_connection) == []
    reopened.dispose()
    assert "Prévôt".encode() not in copy.read_bytes()


def test_a_migration_that_fails_changes_nothing(engine: Engine, path: Path, tmp_path: Path) -> None:
    with_data(engine, path)
    before = content_of(engine)
    with pytest.raises(RuntimeError, match="panne au milieu"):
        upgrade(engine, path, KEY, location=later_scripts(tmp_path / "demain", FAILING))
    assert content_of(engine) == before
    assert revision(engine) == scripts().get_current_head()
    engine.dispose()
    reopened = make_engine(path, KEY)
    assert content_of(reopened) == before
    upgrade(reopened, path, KEY, location=later_scripts(tmp_path / "apres", ADD_COLUMN))
    assert revision(reopened) == "9001_essai"
    reopened.dispose()


def test_without_a_copy_there_is_no_migration(engine: Engine, path: Path, tmp_path: Path) -> None:
    with_data(engine, path)
    before = content_of(engine)
    path.with_name("dossiers.db.avant-9001_essai").mkdir()  # a folder took its name
    with pytest.raises(SaveFailedError, match="copie de sûreté"):
        upgrade(engine, path, KEY, location=later_scripts(tmp_path / "demain", ADD_COLUMN))
    assert content_of(engine) == before


def test_a_copy_that_is_not_sound_stops_the_migration(
    engine: Engine, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_data(engine, path)
    before = content_of(engine)
    monkeypatch.setattr(migrate, "copy_database", lambda *_: ["page 3 : illisible"])
    with pytest.raises(SaveFailedError, match="copie de sûreté"):
        upgrade(engine, path, KEY, location=later_scripts(tmp_path / "demain", ADD_COLUMN))
    assert content_of(engine) == before


def test_migrations_import_nothing_of_ours() -> None:
    for script in (SCRIPTS / "versions").glob("*.py"):
        assert "ppe_desktop" not in script.read_text(encoding="utf-8"), script.name


def test_there_is_one_line_of_revisions() -> None:
    assert len(scripts().get_heads()) == len(scripts().get_bases()) == 1
