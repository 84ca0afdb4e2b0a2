import doctest

import pytest

from kb.library import load_library
from kb.matching import match
from kb.text import glossary
from kb.text.cleaning import clean
from kb.text.glossary import in_english
from kb.text.offsets import TracedText

LIBRARY = load_library()


def test_the_examples_in_the_docs_hold() -> None:
    """What the docstring shows is what the function gives."""
    assert 0 == doctest.testmod(glossary).failed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("La suppression a échoué car la ressource est verrouillée. Supprimez le verrou et réessayez.", "ScopeLocked"),
        ("Die angeforderte VM-Größe ist am Standort westeurope derzeit nicht verfügbar.", "SkuNotAvailable"),
        ("Nie można usunąć podsieci, ponieważ jest w użyciu", "InUseSubnetCannotBeDeleted"),
        ("リソース グループ 'rg-web' が見つかりませんでした。", "ResourceGroupNotFound"),
        ("A sub-rede snet-db está em uso por outros recursos e não pode ser excluída.", "InUseSubnetCannotBeDeleted"),
        (
            "Error en la asignación. No tenemos capacidad suficiente para el tamaño de máquina virtual solicitado.",
            "AllocationFailed",
        ),
        ("Die Bereitstellung ist fehlgeschlagen: (AllocationFailed) Zuordnung nicht möglich", "AllocationFailed"),
        (
            'Le service répond : "We do not have sufficient capacity for the requested VM size in this region."',
            "AllocationFailed",
        ),
    ],
)
def test_messages_in_other_languages_find_their_page(text: str, code: str) -> None:
    """A code or an English message inside decides; without them, the words of Azure in other languages do."""
    assert match(LIBRARY, clean(TracedText(text))).matches[0].code == code


@pytest.mark.parametrize(
    "text",
    [
        "Wir treffen uns am Montag um neun in der Kantine, nicht vergessen",
        "Le déploiement est terminé avec succès pour les trois machines virtuelles",
        "De back-up is vannacht goed gegaan voor alle virtuele machines",
        "Der Drucker im zweiten Stock ist nicht verfügbar",
        "Le disque dur de mon ordinateur portable est plein et la sauvegarde ne fonctionne pas.",
        "明日のバックアップ会議は14時からに変更になりました。",
    ],
)
def test_small_talk_in_other_languages_is_left_alone(text: str) -> None:
    """Without trouble on Azure there is no answer in any language."""
    assert () == match(LIBRARY, clean(TracedText(text))).matches


def test_english_is_not_translated() -> None:
    """Words that look foreign do not make a text foreign."""
    assert in_english("the status of the agent and the backup is unknown, extension not found") is None
