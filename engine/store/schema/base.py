"""What all tables share: naming, moments in UTC, the columns of a recorded fact."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from engine.store.schema.verzegeld import (
    SealedBytes,
    SealedFields,
    SealedText,
    VerzegeldeBytes,
    VerzegeldeTekst,
    VerzegeldeVelden,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. Naive values are refused: nobody knows what they mean."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive moment")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: Sorts after every moment that means something; where a list has no moment to sort by.
END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)


class Base(DeclarativeBase):
    """Root of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - the way SQLAlchemy reads it
        datetime: UtcDateTime(),
        str: Text(),
        bytes: LargeBinary(),
        int: Integer(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
        VerzegeldeTekst: SealedText(),
        VerzegeldeBytes: SealedBytes(),
        VerzegeldeVelden: SealedFields(),
    }


Id = String(36)
Code = String(64)
#: The key of a table that grows for ever; on SQLite each whole number is as large.
BigId = BigInteger().with_variant(Integer(), "sqlite")


class FeitRow:
    """Columns of every recorded fact: its place on the case's file, who wrote it and when."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    zaak_id: Mapped[str] = mapped_column(Id, ForeignKey("zaken.id", ondelete="CASCADE"), index=True)
    volgnummer: Mapped[int]
    door: Mapped[str] = mapped_column(Id)
    door_naam: Mapped[str]
    vastgelegd_op: Mapped[datetime]
