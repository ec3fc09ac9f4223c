"""A folder from which a hall is installed without a network: wheels, Debian packages, hashes and a script."""

from hall.maintenance.wheelhouse.contents import Facts, Role, read_facts
from hall.maintenance.wheelhouse.making import Made, Wanted, make

__all__ = ["Facts", "Made", "Role", "Wanted", "make", "read_facts"]
