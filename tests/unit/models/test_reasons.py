"""Nothing is signed without a meaning in words."""

import pytest

from engine.audit.events import EventKind
from engine.models.signatures import MOST_REASON, BadReasonError
from tests.faults.packages import bundled, lay_out
from tests.unit.models.wards import Ward, another


@pytest.mark.parametrize("reason", ["", " \n\t", "x" * (MOST_REASON + 1)])
def test_no_step_is_taken_without_a_reason(ward: Ward, reason: str) -> None:
    first, waiting = ward.approved(bundled()), ward.submit(another()).model.version
    package = lay_out(another(2), ward.outside / "third")
    before = ward.states()

    with pytest.raises(BadReasonError):
        ward.models.submit(ward.as_("eve"), package, reason)
    with pytest.raises(BadReasonError):
        ward.models.approve(ward.as_("april"), waiting, reason)
    with pytest.raises(BadReasonError):
        ward.models.reject(ward.as_("april"), waiting, reason)
    with pytest.raises(BadReasonError):
        ward.models.activate(ward.as_("april"), first, reason)

    assert ward.states() == before
    # It is whoever signs who erred: no package was refused.
    assert ward.count(EventKind.MODEL_REFUSED) == 0
