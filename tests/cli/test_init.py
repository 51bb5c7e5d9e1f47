"""`pdsa init`: a workspace begins with one file."""


def test_a_new_workspace_is_one_marker_and_the_next_step(world, pdsa):
    then = "pdsa collaborative new ID --title ... --topic ... --starts ... --ends ..."
    ran = pdsa('init new --name "Made-up: Network"')
    assert ran == (0, f"made cycles/network.yaml; next: {then}\n", "")
    marker = world / "elsewhere/new/cycles/network.yaml"
    assert marker.read_text("utf-8") == "name: 'Made-up: Network'\n"


def test_a_workspace_inside_a_workspace_is_refused(workspace, pdsa):
    ran = pdsa("init cycles/new --name Other")
    told = f"pdsa: there is a workspace in `{workspace}` already\nHint: work in that one: pdsa status\n"
    assert ran == (2, "", told)
    assert not (workspace / "cycles/new").exists()


def test_the_folder_is_looked_for_from_the_one_that_is_named(world, pdsa):
    assert pdsa(["-C", str(world), "init", "new", "--name", "Other"]).code == 0
    assert (world / "new/cycles/network.yaml").exists()


def test_a_workspace_needs_a_name(world, pdsa):
    told = 'pdsa: still needed: --name\nHint: for example: pdsa init . --name "Ourtown Network"\n'
    assert pdsa("init") == (2, "", told)
    assert [*(world / "elsewhere").iterdir()] == []


def test_a_dry_run_makes_nothing(world, pdsa):
    assert pdsa("init . --name Other --dry-run").code == 0
    assert [*(world / "elsewhere").iterdir()] == []
