"""One look at a real site, through a store that may only be read; and what is exposed of it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import delete, text

from engine.accounts.repository import TrustRepository
from engine.audit.refusals import TamperedLogError
from engine.errors import DamagedStoreError
from engine.models.active import ActiveModel, ModelReader, NoActiveModelError
from engine.models.refusals import PackageRefusedError
from engine.monitoring.counters import RULES, WAYS
from engine.monitoring.drift import WINDOWS_DAYS, Level
from engine.monitoring.exposition import exposition, root_prefix
from engine.monitoring.tally import Tally
from engine.monitoring.watch import Watch
from engine.store.database import Database
from engine.store.schema import AUDIT_CHECKPOINTS, AUDIT_RECORDS
from tests.faults.packages import bundled
from tests.unit.models.wards import Ward, another, make_ward


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    made = make_ward(tmp_path)
    yield made
    made.site.database.close()


@pytest.fixture
def watch(ward: Ward) -> Iterator[Watch]:
    site = ward.site
    with Database.open(site.database.path, read_only=True) as database:
        trust = TrustRepository(database)
        active = ActiveModel(ModelReader(database, trust, ward.models.folder))
        yield Watch(database, trust, active, site.clock)


def count(ward: Ward, cases: int) -> None:
    """Let the active model have answered cases that are all alike."""
    model = ward.models.load_active().model
    tally = Tally(ward.site.database, ward.site.clock)
    widths = [max(column.width, 1) for column in model.contract.inputs]
    coded = np.tile(np.array(widths, np.float64) - 1, (cases, 1))
    tally.of(model).answered(coded, np.full(cases, 5.0), 0.001)
    tally.settle()


def samples(body: bytes) -> dict[str, float]:
    lines = [line for line in body.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_a_site_without_a_model_is_not_ready_and_says_why(watch: Watch) -> None:
    look = watch.look()

    assert isinstance(look.problem, NoActiveModelError)
    assert (look.model, look.drift) == (None, ())
    assert look.log is not None
    assert samples(exposition(look, "1"))["wardcast_ready"] == 0


def test_a_site_with_a_model_and_a_sound_log_is_ready(ward: Ward, watch: Watch) -> None:
    version = ward.active(bundled())

    look = watch.look()

    assert look.problem is None
    assert look.model is not None
    assert look.model.model.version == version
    assert samples(exposition(look, "1"))["wardcast_ready"] == 1


def test_another_model_is_seen_once_it_is_active(ward: Ward, watch: Watch) -> None:
    ward.active(bundled())
    count(ward, 200)
    assert watch.look().drift[0].columns[0].cases == 200

    version = ward.active(another())

    look = watch.look()
    assert look.model is not None
    assert look.model.model.version == version
    assert look.drift[0].columns[0].cases == 0


def test_a_package_that_does_not_hold_is_the_reason_and_is_not_recorded(
    ward: Ward, watch: Watch
) -> None:
    ward.active(bundled())
    sha256 = ward.models.load_active().model.sha256
    (ward.models.folder / sha256 / "card.md").write_bytes(b"changed")
    before = watch.look().log

    assert isinstance(watch.look().problem, PackageRefusedError)
    assert watch.look().log == before


def test_the_logs_end_moves_with_the_log(ward: Ward, watch: Watch) -> None:
    first = watch.look().log
    ward.as_("ada")
    second = watch.look().log

    assert first is not None
    assert second is not None
    assert second.records > first.records
    assert second.root != first.root


def test_a_log_whose_end_was_cut_under_a_running_watch_does_not_hold(
    ward: Ward, watch: Watch
) -> None:
    ward.active(bundled())
    seen = watch.look().log
    assert seen is not None
    last = seen.records - 1
    with ward.site.database.write() as connection:
        connection.execute(delete(AUDIT_CHECKPOINTS).where(AUDIT_CHECKPOINTS.c.size > last))
        connection.execute(delete(AUDIT_RECORDS).where(AUDIT_RECORDS.c.seq >= last))

    look = watch.look()

    assert isinstance(look.problem, TamperedLogError)
    assert look.log is None
    assert "wardcast_log_records" not in samples(exposition(look, "1"))


def test_a_window_holds_its_days_and_no_others(ward: Ward, watch: Watch) -> None:
    ward.active(bundled())
    count(ward, 100)

    seen: dict[int, list[int]] = {}
    for days in (0, 6, 7, 29, 30):
        ward.site.clock.at += timedelta(days=days) - timedelta(days=max(seen, default=0))
        seen[days] = [window.columns[0].cases for window in watch.look().drift]

    assert WINDOWS_DAYS == (7, 30)
    assert seen == {0: [100, 100], 6: [100, 100], 7: [0, 100], 29: [0, 100], 30: [0, 0]}


def test_counts_of_another_model_do_not_fit_and_are_damage(ward: Ward, watch: Watch) -> None:
    ward.active(bundled())
    count(ward, 100)
    with ward.site.database.write() as connection:
        connection.execute(text("UPDATE monitor_days SET counts = x'00'"))

    with pytest.raises(DamagedStoreError):
        watch.look()


def test_drift_of_each_input_and_of_the_score_is_exposed_over_both_windows(
    ward: Ward, watch: Watch
) -> None:
    ward.active(bundled())
    count(ward, 1000)
    look = watch.look()
    assert look.model is not None

    found = samples(exposition(look, "1"))

    for column in look.model.model.contract.inputs:
        for window in WINDOWS_DAYS:
            of = f'input="{column.name}",window="{window}d"'
            assert found[f"wardcast_input_cases{{{of}}}"] == 1000
            assert found[f"wardcast_input_drift_level{{{of}}}"] == Level.ALARM
            assert found[f"wardcast_input_drift_psi{{{of}}}"] > 0.2
            assert 0 < found[f"wardcast_input_drift_ks{{{of}}}"] <= 1
    assert found['wardcast_prediction_mean{window="7d"}'] == pytest.approx(5, abs=0.5)
    assert found['wardcast_prediction_variance{window="7d"}'] == 0
    assert found['wardcast_prediction_drift_level{window="30d"}'] == Level.ALARM
    assert found['wardcast_predictions_total{way="single"}'] == 1000


def test_nothing_of_four_cases_is_exposed_but_how_many_there_were(ward: Ward, watch: Watch) -> None:
    ward.active(bundled())
    count(ward, 4)

    found = samples(exposition(watch.look(), "1"))

    assert found['wardcast_predictions_total{way="single"}'] == 4
    assert not [name for name in found if re.search(r"_(drift_\w+|mean|variance){.*window", name)]
    assert {value for name, value in found.items() if "_cases{" in name} == {0}


def test_every_name_begins_alike_and_every_label_is_of_a_list(ward: Ward, watch: Watch) -> None:
    ward.active(bundled())
    count(ward, 200)
    look = watch.look()
    assert look.model is not None
    model = look.model.model

    body = exposition(look, "1.2.3").decode()

    values: dict[str, set[str]] = {}
    for line in body.splitlines():
        assert re.match(r"(# (HELP|TYPE) )?wardcast_", line)
        if not line.startswith("#"):
            for label, value in re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', line):
                values.setdefault(label, set()).add(value)
    assert values.pop("input") == {column.name for column in model.contract.inputs}
    assert values.pop("way") == set(WAYS)
    assert values.pop("rule") == set(RULES)
    assert values.pop("window") == {"7d", "30d"}
    assert values.pop("version") == {"1.2.3", model.version}
    assert values.pop("sha256") == {model.sha256}
    assert values.keys() == {"le", "python", "validated", "not_for_care"}


def test_the_root_is_a_number_that_a_double_holds_exactly() -> None:
    root = "f" * 64

    assert root_prefix(root) == 2**52 - 1
    assert int(float(root_prefix(root))) == root_prefix(root)
    assert root_prefix("0" * 12 + "1" + "f" * 51) == 1
