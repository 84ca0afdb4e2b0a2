"""Azure's words for its own things in the languages its messages are translated into, put back into English.

Not a translation: word order and endings are lost. It is enough to see what a message is about. German, French,
Spanish, Portuguese, Italian, Dutch, Swedish and Polish.
"""

from __future__ import annotations

import re

# English, then the forms of the other languages, without case. What is longer stands before what is a part of it.
_WORDS = r"""
resource group: ressourcengruppe\w*|groupe de ressources|grupo de recursos|gruppo di risorse|resourcegroep\w*|
    resursgrupp\w*|grup\w+ zasobów
virtual machine: virtuelle\w* (?:maschine|computer)\w*|machine\w* virtuelle\w*|m[áa]quin\w+ virtu\w+|
    macchin\w+ virtual\w+|virtuell?a? (?:machine|dator|maskin)\w*|virtuele machine\w*|
    (?:den )?virtuella datorn?\w*|maszyn\w+ wirtualn\w+
not available: nicht verfügbar\w*|indisponí\w+|indisponible\w*|pas disponible|no (?:está )?disponible|
    não (?:está )?disponíve\w+|non (?:è )?disponibil\w+|niet beschikbaar|otillgänglig\w*|inte tillgänglig\w*|
    niedostępn\w+
not found: nicht gefunden|introuvable\w*|no (?:se )?(?:encontr\w+|encuentra)|não (?:foi )?encontrad\w+|
    non (?:è stat\w )?trovat\w+|niet gevonden|hitta(?:de)?s inte|nie znaleziono
already exists: bereits vorhanden|existiert bereits|existe déjà|ya existe|já existe|esiste già|bestaat al|
    finns redan|już istnieje
in use: (?:in verwendung|verwendet)|en cours d'utilisation|utilisée? par|en uso|em uso|in uso|in gebruik|
    används|w użyciu
timed out: zeitüberschreitung\w*|délai (?:d'attente )?\w*|tiempo de espera|tempo limite|time-out|tidsgräns\w*|
    limit czasu
cannot: konnten? nicht|kann nicht|können nicht|ne peut pas|ne peuvent pas|impossible de|n'a pas pu|
    no (?:se )?(?:puede|pudo|pueden)|não (?:é possível|pode|foi possível)|incapaz de|impossibile|kan niet|
    kan inte|kunde inte|går inte att|nie można|nie może|niet mogelijk
failed: fehlgeschlagen\w*|échec\w*|échou\w+|falh\w+|fall[óo]|error\w*|erro|erreur\w*|fehler\w*|errore|fout\w*|
    non riuscit\w+|mislukt\w*|misslyck\w+|nie powiod\w+|niepowodzeni\w+
not: nicht|ne|pas|não|non|niet|inte|nie
snapshot: momentaufnahme\w*|instantâne\w*|instantáne\w*|instantané\w*|momentopname\w*|ögonblicksbild\w*|
    migawk\w+|istantane\w+
backup: sicherung\w*|sauvegard\w+|copias? de seguridad|respaldo|cópias? de segurança|säkerhetskopi\w+|
    kopi\w+ zapasow\w+|back-ups?
agent: agente|vm-agent\w*|agenta
communicate: kommuni[zc]ier\w+|communiquer|comunicar\w*|communiceren|kommunicera|komunikowa\w+|comunica\w+
reported: gemeldet|signalé\w*|informado|notificad\w+|segnalat\w+|gerapporteerd|rapportera\w+|zgłosi\w+|relatou
status: état|estado|stato|stanu?
subnet: subnetz\w*|sous-réseau\w*|subred\w*|sub-rede\w*|sottoret\w+|undernät\w*|podsie\w+
network: netzwerk\w*|réseau\w*|rede|rete|netwerk\w*|nätverk\w*|sieci?
quota: kontingent\w*|quote|cuota\w*|cota\w*|kvot\w*
limit: grenzwert\w*|límite\w*|limite\w*
exceeded: überschr\w+|dépass\w+|exced\w+|supera\w*|overschr\w+|överskr\w+|przekr\w+
size: größe\w*|taille\w*|tamaños?|tamanhos?|dimension\w+|grootte|storlek\w*|rozmiar\w*
available: verfügbar\w*|disponible\w*|disponíve\w+|disponibil\w+|beschikbaar|tillgänglig\w*|dostępn\w+
region: région\w*|región|região|regione|regio|emplacement|ubicación|standort\w*
allocation: zuordnung\w*|zuweisung\w*|asignación|alocação|allocazione|toewijzing\w*|allokering\w*|alokacj\w+
capacity: kapazität\w*|capacité\w*|capacidad\w*|capacità|capaciteit|kapacitet\w*
disk: datenträger\w*|disque\w*|disco\w*|schij(?:f|ven)|diskar?|dysk\w*
attached: angefügt\w*|angehängt|attaché\w*|conectad\w+|anexad\w+|collegat\w+|gekoppeld|anslut\w+|dołącz\w+
deleted: gelöscht\w*|löschen|supprim\w+|elimin\w+|excluíd\w+|excluir|verwijder\w*|tas bort|borttag\w+|usun\w+
locked: gesperrt\w*|verrouill\w+|bloquead\w+|bloccat\w+|vergrendel\w+|låst\w*|zablokowan\w+
policy: richtlinie\w*|stratégie\w*|directiva\w*|política\w*|criteri\w*|beleid\w*|zasad\w+
authorized: berechtig\w+|autoris\w+|autoriza\w+|permiso\w*|autorizz\w+|gemachtigd|behörig\w*|uprawnie\w+
password: kennwort\w*|mot de passe|contraseña\w*|senha\w*|wachtwoord\w*|lösenord\w*|hasł\w+
extension: erweiterung\w*|extensión|extensiones|extensão|extensões|estension\w+|extensie\w*|tillägg\w*|
    rozszerzen\w+
deployment: bereitstellung\w*|déploie\w+|implementaci\w+|implanta\w+|distribuzion\w+|implementatie\w*|wdroże\w+
image: abbild\w*|imagen\w*|imagem|immagin\w+|avbildning\w*|obraz\w*
address: adress\w*|direcci\w+|endereço\w*|indirizz\w+|adres\w*
public: öffentlich\w*|publique\w*|públic\w+|pubblic\w+|openbar\w*|offentlig\w*|publiczn\w+
subscription: abonnement\w*|suscripci\w+|assinatura\w*|sottoscrizion\w+|prenumeration\w*|subskrypcj\w+
resource: ressource\w*|recurso\w*|risors\w+|resurs\w*|zasob\w+
requested: angefordert\w*|demandé\w*|solicitad\w+|richiest\w+|aangevraagd\w*|begärd\w*|żądan\w+
"""
_ENGLISH = tuple(
    (english, re.compile(rf"(?i)(?<![\w-])(?:{forms})(?![\w-])"))
    for english, _, forms in (line.partition(": ") for line in re.sub(r"\|\n {4}", "|", _WORDS).strip().splitlines())
)
# Words of a sentence that English does not have.
_SMALL = re.compile(
    r"(?i)(?<![\w-])(?:der|die|das|und|nicht|für|wurde|ist|le|les|des|une|est|pour|dans|sur|el|los|las|una|para|del|con"
    r"|que|não|uma|os|il|gli|della|per|che|sono|het|een|voor|niet|van|met|den|det|och|inte|att|som|har|nie|się|jest|na"
    r"|w|z)(?![\w-])"
)
_FEWEST_SMALL, _FEWEST_WORDS = 2, 3


_KEPT = re.compile(r"\x01([^\x02]+)\x02|\b[A-Z]{2,6}\b")


def in_english(text: str) -> str | None:
    """Give what a text in another language says of Azure, in English words, or None if it seems to be English.

    >>> in_english("kan niet communiceren met de VM-agent voor de momentopname van NIC")
    'cannot communicate agent snapshot NIC'
    >>> in_english("cannot communicate with the VM agent")
    """
    if len(_SMALL.findall(text)) < _FEWEST_SMALL:
        return None
    seen = 0
    for english, forms in _ENGLISH:
        text, count = forms.subn(f"\x01{english}\x02", text)
        seen += count
    if seen < _FEWEST_WORDS:
        return None
    return " ".join(found[1] or found[0] for found in _KEPT.finditer(text))
