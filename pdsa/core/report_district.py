"""One district of a collaborative as a record of its own, for the page that its board reads."""

from pdsa.core.details import Details
from pdsa.core.record import Record


def of_district(record: Record, details: Details, district: str) -> tuple[Record, Details]:
    """Return what the record and its details hold of one district; counts then are its own.

    What is shared (the collaborative, its ideas, measures and drivers) stays. Diagnostics of other
    districts' files are not its readers' business.
    """
    own = f"cycles/{record.collaborative.id}/{district}/"
    shared = f"cycles/{record.collaborative.id}/"
    return (
        record._replace(
            memberships=tuple(one for one in record.memberships if one.id == district),
            cycles=tuple(one for one in record.cycles if one.address.district == district),
            predictions=tuple(
                one for one in record.predictions if one.address.district == district
            ),
            decisions=tuple(one for one in record.decisions if one.address.district == district),
            measures=tuple(one for one in record.measures if one[0].district in {"", district}),
            latest=tuple(one for one in record.latest if one.address.district == district),
            by_cycle=tuple(one for one in record.by_cycle if one.address.district == district),
            counted=tuple(one for one in record.counted if one.address.district == district),
            help=tuple(one for one in record.help if one.address.district == district),
            left_out=tuple(
                one
                for one in record.left_out
                if one.path.startswith(own) or "/" not in one.path.removeprefix(shared)
            ),
        ),
        details._replace(
            said=tuple(one for one in details.said if one.address.district == district),
            charts={key: one for key, one in details.charts.items() if key[0] == district},
            scores=tuple(one for one in details.scores if one.district == district),
        ),
    )
