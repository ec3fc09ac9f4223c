"""What whoever reads may see: for the supervisor of an agency that agency alone
(docs/decisions/041-what-a-reader-sees.md)."""

from __future__ import annotations

from hall.access import agency_read, refuse_reading_all
from hall.errors import Refused
from hall.store.database.transaction import Transaction


def agency_of(tx: Transaction) -> str:
    """The agency (id) that is read of; empty for the whole hall. Raises Refused("no_agency")."""
    return agency_read(tx.reads_as)


def sees(tx: Transaction, agency: str) -> bool:
    """Whether what belongs to an agency (id) is seen; what belongs to the whole hall, an empty one, always is."""
    return not agency or agency_of(tx) in ("", agency)


def sees_service(tx: Transaction, service_id: str) -> bool:
    """Whether a service is seen. One that is not there is seen by whoever sees the whole hall."""
    if not agency_of(tx):
        return True
    service = tx.structure.services.get(service_id)
    return service is not None and sees(tx, service.agency)


def refuse_unseen(tx: Transaction, agency: str) -> None:
    """Raise Refused("other_agency") for what belongs to an agency (id) that is not seen."""
    if not sees(tx, agency):
        raise Refused("other_agency")


def refuse_part(tx: Transaction) -> None:
    """Raise Refused("needs_supervisor") unless whoever reads sees the whole hall and its people."""
    refuse_reading_all(tx.reads_as)


def services_seen(tx: Transaction) -> frozenset[str] | None:
    """The services (ids) that are seen; None for all."""
    if not agency_of(tx):
        return None
    return frozenset(one.id for one in tx.structure.structure.services if sees(tx, one.agency))
