"""`pdsa chart`: from the record or a file, in each form, to a screen or a file."""

import json

import pytest

from pdsa.render.flat_svg import flatten

FEW = "day,value\n2025-11-03,9/12\n2025-11-10,\n2025-11-17,6/12\n"
CSV = """\
measure,place,unit,day,value,shown,numerator,denominator,bound,excluded,phase,centre,lower,upper,lower_2s,upper_2s,outside,side,marked,label
points,,share,2025-11-03,75,9/12 75 %,9,12,,,1,62.5,,,,,no,1,no,
points,,share,2025-11-10,,,,,,,1,62.5,,,,,no,0,no,
points,,share,2025-11-17,50,6/12 50 %,6,12,,,1,62.5,,,,,no,-1,no,
"""


@pytest.fixture
def points(world):
    """A file of points outside every workspace."""
    path = world / "elsewhere" / "points.csv"
    path.write_text(FEW, encoding="utf-8")
    return path


@pytest.mark.usefixtures("points")
def test_a_file_needs_no_workspace_and_makes_none(world, pdsa):
    assert pdsa("chart --from points.csv --format csv") == (0, CSV, "")
    assert not list(world.rglob("*.db"))


def test_a_minus_reads_standard_input(pdsa):
    assert pdsa("chart --from - --format csv", stdin=FEW) == (0, CSV, "")


@pytest.mark.usefixtures("points")
@pytest.mark.parametrize(
    ("name", "form", "begins"),
    [
        ("c.svg", "svg", "<svg "),
        ("c.json", "json", "{\n"),
        ("c.csv", "csv", "measure,"),
        ("c.tsv", "plain", "#about\t"),
        ("c.txt", "terminal", "points\n"),
    ],
)
def test_the_ending_of_a_file_chooses_the_form(world, pdsa, name, form, begins):
    assert pdsa(f"chart --from points.csv -o {name}") == (0, "", f"pdsa: wrote {name}\n")
    text = (world / "elsewhere" / name).read_text("utf-8")
    assert text.startswith(begins)
    assert pdsa(f"chart --from points.csv --format {form}").out == text


@pytest.mark.usefixtures("points")
def test_a_pipe_gets_whole_values_and_json_is_one_document(pdsa):
    assert pdsa("chart --from points.csv").out == pdsa("chart --from points.csv --format plain").out
    told = json.loads(pdsa("chart --from points.csv --json").out)
    assert told["schema"] == "pdsa.chart/1"


WEEKS = "\n".join(
    f"2025-{9 + day // 30:02}-{day % 30 + 1:02},{day % 5}/8" for day in range(0, 84, 7)
)


@pytest.mark.parametrize(
    ("flags", "part", "said"),
    [
        ("--chart p", "asked", {"chart": "p"}),
        ("--rules ihi", "asked", {"rules": "ihi"}),
        ("--rules nhs", "asked", {"rules": "nhs", "chart": "i"}),
        ("--freeze 3", "asked", {"freeze": 3}),
        ("--freeze 2025-09-15", "asked", {"freeze": 3}),
        (
            "--phase 2025-09-15 --phase 2025-10-13",
            "asked",
            {"phases": ["2025-09-15", "2025-10-13"]},
        ),
        ("--centre 50%", "asked", {"centre": 50}),
        ("--change -3w", "asked", {"change": "2025-10-31"}),
        ("--chart i --screened", "asked", {"screened": True}),
        ("--target 3/4", "subject", {"target": 75}),
        ("--better down", "subject", {"better": "down"}),
    ],
)
def test_each_flag_reaches_the_chart(pdsa, flags, part, said):
    ran = pdsa(f"chart --from - --json {flags}", stdin=WEEKS)
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(ran.out)[part]
    assert {key: told[key] for key in said} == said


def test_a_day_is_left_out_by_name(pdsa):
    ran = pdsa("chart --from - --format csv --exclude 2025-09-15", stdin=WEEKS)
    excluded = [line.split(",")[9] for line in ran.out.splitlines()]
    assert excluded == ["excluded", "", "", "left out on request", *[""] * 9]


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("place", ["ash-valley/02", "ash-valley", "reading-2025/ash-valley/01"])
def test_a_cycle_means_the_series_of_its_district(pdsa, place):
    told = json.loads(pdsa(f"chart {place} classes --json").out)
    assert told["subject"]["place"] == "Ash Valley"
    assert told["points"]["y"] == [50, pytest.approx(66.6667)]
    assert [marker["label"] for marker in told["markers"]] == ["02 Read aloud in the morning"]
    note = "01 Read aloud in grade 1 began before the first point, on 6 Oct 2025."
    assert told["notes"] == [note]
    assert told["answer"]["kind"] == "too-few"


@pytest.mark.usefixtures("workspace")
def test_a_measure_alone_is_of_my_default(pdsa):
    refused = pdsa("chart classes --format csv")
    assert refused.err.startswith("pdsa: there is no cycle or district `classes`\n")
    assert pdsa("use reading-2025/ash-valley").code == 0
    assert pdsa("chart classes --format csv") == pdsa("chart ash-valley classes --format csv")
    assert pdsa("chart nowhere/classes").code == 2


@pytest.mark.usefixtures("workspace")
def test_a_point_shows_in_the_next_chart(pdsa):
    assert pdsa("record ash-valley/02 classes 6/6").code == 0
    last = pdsa("chart ash-valley classes --format csv").out.splitlines()[-1]
    assert last.startswith("Classes that read aloud every day,Ash Valley,share,2025-11-21,100,")


@pytest.mark.usefixtures("workspace")
def test_a_collaborative_shows_its_districts_and_what_they_say_together(pdsa):
    assert pdsa("record birch-hill/01 classes 2025-10-13=3/6 2025-11-10=4/6").code == 0
    ran = pdsa("chart reading-2025 classes --json")
    told = json.loads(ran.out)
    assert told["schema"] == "pdsa.charts/1"
    places = [chart["subject"]["place"] for chart in told["charts"]]
    assert places == ["Ash Valley", "Birch Hill"]
    assert ran.err == (
        "pdsa: No chart can be judged yet: each has too few points.\n"
        "pdsa: The same 2 districts, Oct 2025 to Nov 2025: 4/8 50 % to 8/12 66.7 %;"
        " the median district 50 % to 66.7 %.\n"
    )
    page = pdsa("chart reading-2025 classes --format terminal")
    assert page.err == ""
    assert page.out.endswith(
        "\nNo chart can be judged yet: each has too few points.\n"
        "The same 2 districts, Oct 2025 to Nov 2025: 4/8 50 % to 8/12 66.7 %; the median\n"
        "district 50 % to 66.7 %.\n"
    )


@pytest.mark.usefixtures("workspace")
def test_a_site_is_charted_by_name(pdsa):
    assert pdsa("record ash-valley/02 classes 1/6 --site North").code == 0
    ran = pdsa("chart ash-valley classes --site North --format csv")
    (line,) = ran.out.splitlines()[1:]
    assert line.startswith("Classes that read aloud every day,Ash Valley · North,share,2025-11-21,")
    told = json.loads(pdsa("chart ash-valley classes --json").out)["notes"]
    assert told[0] == 'Counted beside this, and not part of it: --site "North".'


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("place", ["ash-valley", "reading-2025"])
@pytest.mark.parametrize(("name", "value"), [("LC_ALL", "C"), ("TERM", "linux")])
def test_a_screen_of_few_signs_gets_ascii(pdsa, monkeypatch, place, name, value):
    line = f"chart {place} classes --format terminal"
    assert not pdsa(line).out.isascii()
    monkeypatch.setenv(name, value)
    assert pdsa(line).out.isascii()


def test_a_picture_of_dots_needs_an_extra(world, points, pdsa):
    pytest.importorskip("resvg_py", reason="an extra that few install")
    assert points.exists()
    assert pdsa("chart --from points.csv -o c.png") == (0, "", "pdsa: wrote c.png\n")
    assert (world / "elsewhere/c.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.usefixtures("points")
def test_without_the_extra_it_says_what_to_install(pdsa, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    told = (
        "pdsa: nothing here can draw a PNG picture\n"
        "Hint: install pdsa-cycles[png], or write a picture that every browser shows:"
        " -o chart.svg\n"
    )
    assert pdsa("chart --from points.csv -o c.png") == (2, "", told)


def test_a_picture_for_other_programs_names_no_colours(pdsa):
    svg = flatten(pdsa("chart --from - --format svg --change 2025-10-01", stdin=WEEKS).out)
    assert "var(" not in svg
    assert "@media" not in svg
    assert ".pdsa-chart .grid{stroke:#" in svg


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "chart",
            (
                "a chart of what?\nHint: for example: pdsa chart ash-valley/02 weekly-use,"
                " or pdsa chart --from points.csv"
            ),
        ),
        (
            "chart ash-valley classes --from points.csv",
            (
                "a file of points has no district, site or subgroup of its own\n"
                "Hint: name a place and a measure, or give --from, not both"
            ),
        ),
        (
            "chart ash-valley classes --column Present",
            "`--column` is for a file of points\nHint: add --from points.csv",
        ),
        (
            "chart --from points.csv --as-of 2025-11-02",
            "there is no point on or before 2025-11-02\nHint: choose a later --as-of",
        ),
        (
            "chart --from points.csv --small",
            "`--small` is for a picture of one chart\nHint: add -o chart.svg",
        ),
        (
            "chart --from points.csv --format png",
            "a PNG picture goes to a file\nHint: add -o chart.png",
        ),
        (
            "chart --from points.csv -o chart.pdf",
            (
                "`chart.pdf` does not say how to write the chart\n"
                "Hint: end it in .svg, .png, .csv, .json, .tsv, .txt; or add --format"
            ),
        ),
        (
            "chart --from points.csv --freeze 2025-11-12",
            (
                "`--freeze`: there is no point on 2025-11-12\n"
                "Hint: the nearest are 2025-11-10 and 2025-11-17"
            ),
        ),
        (
            "chart --from points.csv --chart x",
            (
                "`--chart`: `x` is not one of `run`, `i`, `mr`, `p`, `pp`, `u`, `c`\n"
                "Hint: for example: pdsa chart ash-valley/02 weekly-use"
            ),
        ),
        (
            "chart --from none.csv",
            (
                "`none.csv` cannot be read: No such file or directory\n"
                "Hint: check the name; `-` reads standard input"
            ),
        ),
    ],
)
@pytest.mark.usefixtures("points")
def test_what_cannot_be_charted_is_refused(pdsa, line, told):
    assert pdsa(line) == (2, "", f"pdsa: {told}\n")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "chart ash-valley",
            (
                "which measure?\nHint: measures with points: classes;"
                " for example: pdsa chart reading-2025/ash-valley classes"
            ),
        ),
        (
            "chart ash-valley clases",
            (
                "`clases` is not a measure of reading-2025/ash-valley\n"
                "Hint: did you mean `classes`? measures with points: classes"
            ),
        ),
        (
            "chart birch-hill texts",
            (
                "`texts` has no points in reading-2025/birch-hill yet\n"
                "Hint: record some: pdsa record reading-2025/birch-hill texts VALUE --day DAY"
            ),
        ),
    ],
)
@pytest.mark.usefixtures("workspace")
def test_a_measure_without_points_is_refused_with_what_to_type(pdsa, line, told):
    assert pdsa(line) == (2, "", f"pdsa: {told}\n")


EVERY_KIND = {
    "shares": "day,numerator,denominator\n2025-11-03,9,12\n2025-11-10,,\n2025-11-17,1,3\n",
    "percents": "day,value\n2025-11-03,75%\n2025-11-10,95%+\n2025-11-17,33.3%\n",
    "mixed": "day,value\n2025-11-03,75%\n2025-11-10,1/3\n2025-11-17,\n",
    "numbers": "day,value\n2025-11-03,-1.25\n2025-11-10,3\n2025-11-17,4\n",
    "answers": "day,value\n2025-11-03,yes\n2025-11-10,no\n2025-11-17,yes\n",
}


@pytest.mark.parametrize("flags", ["", " --chart i", " --exclude 2025-11-17"])
@pytest.mark.parametrize("kind", EVERY_KIND)
def test_what_a_chart_writes_as_csv_is_the_same_chart_again(pdsa, kind, flags):
    first = pdsa(f"chart --from - --format csv{flags}", stdin=EVERY_KIND[kind])
    assert (first.code, first.err) == (0, "")
    assert pdsa(f"chart --from - --format csv{flags}", stdin=first.out) == first


def test_rates_come_back_too(pdsa):
    text = "day,numerator,denominator\n2025-11-03,7,4\n2025-11-10,2,5\n"
    first = pdsa("chart --from - --chart u --format csv", stdin=text)
    assert pdsa("chart --from - --chart u --format csv", stdin=first.out) == first
    assert pdsa("chart --from - --format csv", stdin=first.out).code == 0


@pytest.mark.usefixtures("workspace")
def test_the_points_of_the_record_come_back(pdsa):
    def told(ran):
        return [line.split(",")[2:] for line in ran.out.splitlines()]

    first = pdsa("chart ash-valley classes --format csv")
    assert told(pdsa("chart --from - --format csv", stdin=first.out)) == told(first)


@pytest.mark.parametrize("path", ["points.csv", "./points.csv", "../elsewhere/points.csv"])
def test_a_chart_is_not_written_over_its_points(pdsa, points, path):
    told = f"`{path}` holds the points of this chart\nHint: write to another file"
    assert pdsa(f"chart --from points.csv -o {path}") == (2, "", f"pdsa: {told}\n")
    assert points.read_text("utf-8") == FEW


@pytest.mark.usefixtures("points")
def test_a_column_is_chosen_by_name(pdsa):
    text = "Week,Present,Enrolled\n9/5/2025,9,12\n9/19/2025,6,12\n"
    ran = pdsa("chart --from - --column Present/Enrolled --format csv", stdin=text)
    assert [line.split(",")[3:5] for line in ran.out.splitlines()[1:]] == [
        ["2025-09-05", "75"],
        ["2025-09-19", "50"],
    ]


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("line", ["chart --from - ", "chart ash-valley classes "])
def test_a_chart_as_of_a_day_has_nothing_later(pdsa, line):
    ran = pdsa(f"{line} --json --as-of 2025-11-12", stdin=FEW)
    days = json.loads(ran.out)["points"]["day"]
    assert ran.code == 0
    assert days
    assert max(days) <= "2025-11-12"
    assert max(json.loads(pdsa(f"{line} --json", stdin=FEW).out)["points"]["day"]) > "2025-11-12"


@pytest.mark.usefixtures("points")
def test_a_small_picture_is_narrow(pdsa):
    assert 'viewBox="0 0 360 ' in pdsa("chart --from points.csv --format svg --small").out
