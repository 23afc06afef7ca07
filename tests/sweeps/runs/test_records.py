import pytest

from alignment_games.sweeps.runs._records import MARKER, StoredRecord, join, records

WRITTEN = [StoredRecord(bytes(range(16)), k, 10 * k, 10 * k + 10, bytes([k]) * (20 + k)) for k in range(4)]


def test_what_was_written_is_read():
    assert records(join(WRITTEN)) == (WRITTEN, 0)
    assert records(b"") == ([], 0)


def test_any_flipped_bit_costs_its_own_record_and_no_other():
    data = join(WRITTEN)
    ends = [sum(record.size for record in WRITTEN[: k + 1]) for k in range(4)]
    for position in range(8 * len(data)):
        altered = bytearray(data)
        altered[position // 8] ^= 1 << position % 8
        lost = next(k for k, end in enumerate(ends) if position // 8 < end)
        assert records(bytes(altered)) == ([record for k, record in enumerate(WRITTEN) if k != lost], 1)


@pytest.mark.parametrize("length", range(0, 300, 7))
def test_of_a_file_cut_short_the_whole_records_stay(length):
    data = join(WRITTEN)[:length]
    whole, damaged = records(data)
    assert whole == WRITTEN[: len(whole)]
    assert damaged == (len(join(whole)) < len(data))


def test_records_are_found_again_after_any_bytes():
    for between in (b"?", MARKER, MARKER[:7], bytes(500), WRITTEN[0].to_bytes()[:-1]):
        assert records(WRITTEN[0].to_bytes() + between + WRITTEN[1].to_bytes()) == (WRITTEN[:2], 1)
