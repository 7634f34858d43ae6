from dags.export_features import as_csv


def test_writes_a_header_and_rows():
    assert as_csv(["a", "b"], [(1, 2)]) == b"a,b\r\n1,2\r\n"
