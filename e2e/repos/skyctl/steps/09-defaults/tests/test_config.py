import pytest

from skyctl.config import BadConfig, Config, read_config


def test_needs_no_file(tmp_path):
    assert read_config(tmp_path / "none.toml") == Config()


def test_reads_the_station(tmp_path):
    path = tmp_path / "skyctl.toml"
    path.write_text('station = "OSL"')
    assert read_config(path).station == "OSL"


def test_names_the_broken_file(tmp_path):
    path = tmp_path / "skyctl.toml"
    path.write_text("station = ")
    with pytest.raises(BadConfig, match="skyctl.toml"):
        read_config(path)
