"""Statements of the daily work: compiled once for each database, and run on the driver's own cursor.

SQLAlchemy's Core writes them and knows the types of their columns; what it does anew at each execution (to look the
compiled statement up, to make a context, a result and its rows) takes three times as long as SQLite takes for the
statement. What a driver raises comes out as SQLAlchemy's errors, as from all other statements.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.exc import MultipleResultsFound, NoResultFound

from hall.store.database.link import Link
from hall.text_rules import refuse_unkept_in

Processor = Callable[[Any], Any]


class Answer:
    """The rows that a statement has returned, as light named tuples; the methods are those of a SQLAlchemy result."""

    __slots__ = ("_rows",)

    def __init__(self, rows: list[Any]) -> None:
        self._rows = rows

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> list[Any]:
        """All rows."""
        return self._rows

    def one_or_none(self) -> Any:
        """The only row; None without one. Raises MultipleResultsFound."""
        if len(self._rows) > 1:
            raise MultipleResultsFound("Multiple rows were found when one or none was required")
        return self._rows[0] if self._rows else None

    def one(self) -> Any:
        """The only row. Raises NoResultFound and MultipleResultsFound."""
        if not self._rows:
            raise NoResultFound("No row was found when one was required")
        return self.one_or_none()

    def scalar_one(self) -> Any:
        """The first value of the only row. Raises as ``one``."""
        return self.one()[0]

    def scalar_one_or_none(self) -> Any:
        """The first value of the only row; None without one."""
        row = self.one_or_none()
        return None if row is None else row[0]


class Prepared:
    """A Core statement that is run with all of its parameters, whose names are ``given`` where the statement itself
    does not name them (an INSERT without values). Lists that expand (``IN``) and defaults of columns that Python fills
    have no place in it."""

    def __init__(self, statement: Any, *given: str) -> None:
        self._statement = statement
        self._given = given
        self._compiled: dict[str, _Compiled] = {}

    def run(self, link: Link, parameters: Mapping[str, Any] | None = None) -> Answer:
        """Run it on a connection. Raises what SQLAlchemy raises for the driver's errors."""
        compiled = self._compiled.get(link.name)
        if compiled is None:
            compiled = self._compiled[link.name] = _Compiled(self._statement, self._given, link.dialect)
        return compiled.run(link, parameters or {})


class _Compiled:
    """The statement for one database."""

    def __init__(self, statement: Any, given: tuple[str, ...], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=list(given) or None)
        if compiled.post_compile_params or compiled.literal_execute_params:
            raise ValueError(f"the text of this statement depends on its values: {compiled}")
        self._sql = str(compiled)
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        writers = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds.items()}
        self._fixed = {name: bind.value for name, bind in binds.items() if not bind.required}
        self._writers = tuple((name, write) for name, write in writers.items() if write is not None)
        order = tuple(compiled.positiontup or ()) if compiled.positional else None
        self._order = None if order is None else tuple((name, writers[name]) for name in order)
        self._columns = tuple(getattr(statement, "exported_columns", ()))
        self._dialect = dialect
        self._error: Any = dialect.loaded_dbapi.Error
        self._row: Any = None
        self._readers: tuple[tuple[int, Processor], ...] = ()

    def run(self, link: Link, parameters: Mapping[str, Any]) -> Answer:
        values = {**self._fixed, **parameters} if self._fixed else parameters
        refuse_unkept_in(values.values())
        sent: Any
        if self._order is not None:
            sent = tuple([values[name] if write is None else write(values[name]) for name, write in self._order])
        else:
            sent = {**values, **{name: write(values[name]) for name, write in self._writers}}
        for watch in link.watchers:
            watch(self._sql, sent)
        try:
            cursor = link.driver.execute(self._sql, sent)
            found = cursor.fetchall() if self._columns else ()
        except self._error as error:
            raise link.translated(self._sql, error) from error
        if not found:
            return Answer([])
        if self._row is None:
            self._know_rows(cursor.description)
        return Answer([self._read(row) for row in found])

    def _know_rows(self, description: Sequence[Sequence[Any]]) -> None:
        """Make the class of the rows, once the driver has told the types of their columns."""
        readers = (
            (place, column.type.dialect_impl(self._dialect).result_processor(self._dialect, told[1]))
            for place, (column, told) in enumerate(zip(self._columns, description, strict=True))
        )
        self._readers = tuple((place, read) for place, read in readers if read is not None)
        plain = namedtuple("Row", [column.name for column in self._columns])  # type: ignore[misc]
        self._row = type("Row", (plain,), {"__slots__": (), "_mapping": property(plain._asdict)})

    def _read(self, row: Sequence[Any]) -> Any:
        values = list(row)
        for place, read in self._readers:
            values[place] = read(values[place])
        return self._row._make(values)
