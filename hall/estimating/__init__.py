"""How long will I wait: a middle and a range, learned from the hall's own calls, or unknown with its reason. Pure."""

from hall.estimating.estimate import Estimate, Unknown
from hall.estimating.estimator import Estimator
from hall.estimating.forest import Forest

__all__ = ["Estimate", "Estimator", "Forest", "Unknown"]
