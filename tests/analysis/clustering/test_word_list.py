from analysis.clustering.word_list import chosen, plain_words, public_words


def test_words_are_lower_case_and_no_regions() -> None:
    """The shipped list holds words of messages, no names of regions and nothing with digits."""
    words = public_words()

    assert {"disk", "vm", "azure", "cannot", "isn't", "allocated"} <= words
    assert set() == words & {"westeurope", "eastus"}
    assert [] == [
        word for word in words if word != word.lower() or not word.replace("'", "").replace("-", "").isalpha()
    ]


def test_names_in_code_and_paths_do_not_count() -> None:
    """What stands in code marks, paths, links or beside digits is a name."""
    assert {"The", "disk", "of", "in"} == plain_words("The disk `data` of web-01 in /tmp/x, https://aka.ms/y")


def test_capital_words_must_be_known_to_several_pages() -> None:
    """`Azure` on four pages is a word, `Fabrikam` on one is a name; a lower-case word needs one page or two packages."""
    pages = ["Azure is here, Fabrikam too", "Azure", "Azure", "Azure"]

    assert ["azure", "here", "is", "too", "walk"] == chosen(pages, [("a", "walk run"), ("b", "walk")])
