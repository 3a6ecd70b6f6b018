"""Who is at the table, what is left unsaid, and at which level does it stick?"""

from alliance_lib.intake.agreement import (
    hypergeometric_bounds,
    krippendorff_alpha,
    leik_consensus,
    polarization,
    tastle_wierman,
    van_der_eijk,
)
from alliance_lib.intake.diagnose import diagnose

__all__ = ["diagnose", "hypergeometric_bounds", "krippendorff_alpha", "leik_consensus", "polarization", "tastle_wierman",
           "van_der_eijk"]
