import random

from analysis.clustering.clusterer import FailureClusterer
from analysis.clustering.decisions import Merge, Split, decisions_as_json, decisions_from_json
from analysis.clustering.explaining import why_together
from analysis.clustering.likeness import alike
from tests.benchmarks.clustering_messages import Labelled, some_of_each

FAILURES = some_of_each(most=8)


def fitted(failures: list[Labelled]) -> FailureClusterer:
    """Give a clusterer that has learnt these failures."""
    return FailureClusterer().fit([one.message for one in failures], [one.code for one in failures])


def test_clusters_are_the_templates() -> None:
    """Of 240 templates, filled and wrapped in many ways, nearly each is exactly one cluster, and none are mixed."""
    labels = fitted(FAILURES).labels_
    found: dict[str, set[str]] = {}
    true: dict[str, set[str]] = {}
    for one, label in zip(FAILURES, labels, strict=True):
        found.setdefault(label, set()).add(one.template)
        true.setdefault(one.template, set()).add(label)

    assert [] == [templates for templates in found.values() if len(templates) > 1]
    assert 0.97 <= sum(len(labels) == 1 for labels in true.values()) / len(true)


def test_parts_in_any_order_give_the_same_clusters() -> None:
    """Fitting all, fitting parts one after the other, and merging clusterers give the same clusters to the letter."""
    shuffled = FAILURES[:]
    random.Random(3).shuffle(shuffled)
    part = FailureClusterer()
    for at in range(0, len(shuffled), 400):
        some = shuffled[at : at + 400]
        part.partial_fit([one.message for one in some], [one.code for one in some])
    merged = fitted(shuffled[:700]).merge(fitted(shuffled[700:]))

    assert fitted(FAILURES).clusters_ == part.clusters_ == merged.clusters_


def test_ids_last_from_week_to_week() -> None:
    """A week later, with other names and other failures beside, the same failure has the same id."""
    monday = FailureClusterer().fit(["Disk 'a' is in use by VM web-1.", "Too busy."], ["DiskInUse", "Busy"])
    later = FailureClusterer().fit(["Disk 'q-9' is in use by VM db-4.", "Out of space."], ["DiskInUse", "Full"])

    assert 1 == len({one.id for one in monday.clusters_} & {one.id for one in later.clusters_})


def test_a_cluster_shows_what_a_person_needs() -> None:
    """A cluster has a template with named slots, a real message, its code as Azure spells it and its count."""
    messages = ["Disk 'data-01' is attached to VM 'web-01'.", "Disk 'data-02' is attached to VM 'web-01'."]
    (cluster,) = FailureClusterer().fit([*messages, messages[0]], ["OperationNotAllowed"] * 3).clusters_

    assert "Disk {disk} is attached to VM {vm}." == cluster.template
    assert cluster.exemplar in messages
    assert ("OperationNotAllowed", ("operationnotallowed",), 3) == (cluster.code, cluster.codes, cluster.rows)


def test_prediction_changes_nothing() -> None:
    """What was learnt gets its cluster; what is new gets the id it would have, and nothing is learnt."""
    clusterer = FailureClusterer().fit(["Disk 'a' is in use by VM v-1.", "Too busy."], ["DiskInUse", "Busy"])
    before = clusterer.state_
    known, new = clusterer.predict(["Disk data is in use by VM web-2.", "The sky is blue."], ["DiskInUse", "Sky"])

    assert known in {one.id for one in clusterer.clusters_}
    assert [new] == FailureClusterer().fit(["The sky is blue."], ["Sky"]).labels_
    assert before == clusterer.state_


def test_same_words_that_say_little_are_one_only_within_a_code() -> None:
    """`<*> not found` of two codes is two failures."""
    assert 2 == len(set(FailureClusterer().fit(["'a' not found.", "'b' not found."], ["NoDisk", "NoVault"]).labels_))


def test_people_can_merge_for_good() -> None:
    """Merged clusters stay one next week, when other names and other wordings came, and keep the first one's id."""
    now = FailureClusterer().fit(["The disk is full.", "No space on the volume."], ["Full", "NoSpace"])
    first, second = now.clusters_
    decision = Merge((*first.members, *second.members))
    later = FailureClusterer(decisions=[decision]).fit(
        ["No space on the volume.", "The disk is full.", "Too busy."], ["NoSpace", "Full", "Busy"]
    )

    assert later.labels_[0] == later.labels_[1] != later.labels_[2]
    assert first.id == later.labels_[0]


def test_people_can_split_for_good() -> None:
    """A member that was split off stays apart, and the rest keeps its id."""
    messages = ["Disk 'd-1' is in use by VM web-1.", "Disk special is in use by VM web-2."]
    now = FailureClusterer().fit(messages, ["InUse"] * 2)
    (cluster,) = now.clusters_
    apart = FailureClusterer().fit([messages[1].replace("web-2", "v-9")], ["InUse"]).clusters_[0].members
    later = FailureClusterer(decisions=[Split(apart)]).fit(messages, ["InUse"] * 2)

    assert cluster.id == later.labels_[0] != later.labels_[1]


def test_decisions_are_plain_values() -> None:
    """Decisions are written and read back."""
    decisions = (Merge(("a", "b")), Split(("c",)))

    assert decisions == decisions_from_json(decisions_as_json(decisions))


def test_why_two_messages_are_together() -> None:
    """The reasons name the skeleton that both have, or how one is an instance of the other, and the codes."""
    clusterer = FailureClusterer().fit(
        ["Disk 'd-1' is in use by VM v-1.", "Disk data is in use by VM v-2."], ["A", "A"]
    )
    same = why_together(clusterer, ("Disk 'x' is in use by VM v-3.", "A"), ("Disk 'y' is in use by VM v-4.", "A"))
    instance = why_together(clusterer, ("Disk 'x' is in use by VM v-3.", "A"), ("Disk data is in use by VM v-4.", "A"))
    other = why_together(clusterer, ("Disk 'x' is in use by VM v-3.", "A"), ("Too busy.", "B"))

    assert (True, True, False) == (same.together, instance.together, other.together)
    assert ("Both read: disk <*> is in use by vm <*>.", "Both have the code a.") == same.reasons
    assert any("is an instance of" in reason for reason in instance.reasons)
    assert "Their codes differ: a and b." in other.reasons


def test_likeness_finds_what_to_merge() -> None:
    """Two wordings of one failure are the most alike pair."""
    messages = ["The disk cannot be attached to the VM.", "The disk can not be attached to this VM.", "Too busy today."]
    clusters = FailureClusterer().fit(messages, ["A", "B", "C"]).clusters_
    ids = FailureClusterer().fit(messages, ["A", "B", "C"]).labels_
    (pair,) = alike(clusters, at_least=0.5)

    assert set(ids[:2]) == {pair.one, pair.other}
    assert () == alike(clusters[:1])
