from pathlib import Path

from weather import average, read, warmest


def written(text):
    """A file with this text, and its path."""
    Path("other.csv").write_text("date;degrees;rain\n" + text, encoding="utf-8")
    return "other.csv"


def test_a_day_is_a_pair_of_its_date_and_its_degrees():
    assert read(written("3 July;24;0\n")) == [("3 July", 24.0)]


def test_degrees_are_numbers_with_a_point():
    degrees = read(written("3 July;24;0\n"))[0][1]
    assert type(degrees) is float


def test_all_days_are_read_in_their_order():
    days = read(written("3 July;24;0\n4 July;19.5;8\n5 July;-2;0\n"))
    assert days == [("3 July", 24.0), ("4 July", 19.5), ("5 July", -2.0)]


def test_empty_lines_are_skipped():
    days = read(written("3 July;24;0\n\n5 July;20;0\n\n"))
    assert days == [("3 July", 24.0), ("5 July", 20.0)]


def test_a_file_without_days_is_an_empty_list():
    assert read(written("")) == []


def test_the_warmest_day_has_the_most_degrees():
    days = [("1 May", 9.5), ("2 May", 21.0), ("3 May", 12.0)]
    assert warmest(days) == ("2 May", 21.0)


def test_in_a_frosty_month_there_is_a_warmest_day_too():
    days = [("1 Jan", -9.5), ("2 Jan", -21.0), ("3 Jan", -3.0)]
    assert warmest(days) == ("3 Jan", -3.0)


def test_the_average_of_all_degrees():
    assert average([("1 May", 10.0), ("2 May", 13.0), ("3 May", 16.0)]) == 13.0
