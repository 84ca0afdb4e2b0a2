"""Azure's words for its own things in the languages its messages are translated into, put back into English.

Not a translation: word order and endings are lost. It is enough to see what a message is about. German, French,
Spanish, Portuguese, Italian, Dutch, Swedish, Polish, Japanese and Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

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
cannot: konnten? nicht|kann nicht|können nicht|darf nicht|no se permite\w*|ne peut pas|ne peuvent pas|
    impossible de|n'a pas pu|no (?:se )?(?:puede|pudo|pueden)|
    não (?:é possível|pode(?:m)?|foi possível)|incapaz de|impossibile|kan niet|
    kan inte|kunde inte|går inte att|nie można|nie może|niet mogelijk
failed: fehlgeschlagen\w*|misslungen|échec\w*|échou\w+|falh\w+|fall[óo]|error\w*|erro|erreur\w*|fehler\w*|
    errore|fout\w*|non riuscit\w+|mislukt\w*|misslyck\w+|nie powiod\w+|niepowodzeni\w+
not: nicht|ne|pas|não|non|niet|inte|nie
snapshot: momentaufnahme\w*|instantâne\w*|instantáne\w*|instantané\w*|momentopname\w*|ögonblicksbild\w*|
    migawk\w+|istantane\w+
backup: backup|sicherung\w*|sauvegard\w+|copias? de seguridad|respaldo|cópias? de segurança|säkerhetskopi\w+|
    kopi\w+ zapasow\w+|back-ups?
agent: agentes?|vm-agent\w*|agenta|agent
communicate: kommuni[zc]ier\w+|communiquer|comunicar\w*|communiceren|kommunicera|komunikowa\w+|comunica\w+
reported: gemeldet|signalé\w*|informado|notificad\w+|segnalat\w+|gerapporteerd|rapportera\w+|zgłosi\w+|relatou
status: état|estado|stato|stanu?|status
subnet: subnetz\w*|sous-réseau\w*|subred\w*|sub-rede\w*|sottoret\w+|undernät\w*|podsie\w+
network: virtuell\w* netzwerk\w*|netzwerk\w*|réseau\w*|rede|rete|netwerk\w*|nätverk\w*|sieci?
quota: kontingent\w*|quote|cuota\w*|cota\w*|kvot\w*
limit: grenzwert\w*|límite\w*|limite\w*
exceeded: überschr\w+|dépass\w+|exced\w+|supera\w*|overschr\w+|överskr\w+|przekr\w+
size: größe\w*|taille\w*|tamaños?|tamanhos?|dimension\w+|grootte|storlek\w*|rozmiar\w*
available: verfügbar\w*|disponible\w*|disponíve\w+|disponibil\w+|beschikbaar|tillgänglig\w*|dostępn\w+
region: région\w*|región|região|regione|regio|emplacement|ubicación|standort\w*
allocation: zuordnung\w*|zuweisung\w*|asignación|alocação|allocazione|toewijzing\w*|allokering\w*|alokacj\w+
capacity: kapazität\w*|capacité\w*|capacidad\w*|capacità|capaciteit|kapacitet\w*
disk: datenträger\w*|disque\w*|disco\w*|schij(?:f|ven)|diskar?|dysk\w*
attached: angefügt\w*|verbunden|rattaché\w*|angehängt|attaché\w*|conectad\w+|anexad\w+|collegat\w+|
    gekoppeld|anslut\w+|dołącz\w+
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
outbound: ausgehend\w*|sortant\w*|saliente\w*|(?:de )?saída|in uscita|uitgaand\w*|utgående|wychodząc\w*
connection: verbindung\w*|connexions?|conexi[óo]n\w*|ligaç\w+|conexã\w+|conexõe\w+|connession\w+|verbinding\w*|
    anslutning\w*|połącze\w+
running: ausgeführt\w*|en cours d'exécution|en ejecución|em execução|in esecuzione|wordt uitgevoerd|körs|uruchomion\w*
detach: getrennt\w*|trennvorgang|détach\w+|desconect\w+|desanex\w+|scolleg\w+|losgekoppeld|frånkoppl\w+|odłącz\w+
provision: bereitstellung des betriebssystems|approvisionnement\w*|aprovisiona\w+|provisiona\w+|provisionamento|
    etablering\w*|aprowizac\w+|inrichting\w*
allowed: zulässig\w*|erlaubt|genehmigt\w*|autorisé\w*|permitid\w+|permess\w+|consentit\w+|toegestaan|tillåt\w*|
    dozwolon\w+
registered: registriert\w*|inscrit\w*|enregistré\w*|registrad\w+|registrat\w+|geregistreerd|zarejestrowan\w+
scope: étendue|ámbito\w*|âmbito\w*|escopo\w*|ambit\w+|bereik|omfång\w*|zakres\w*
action: aktion\w*|acción|acciones|ação|ações|azion\w+|actie|åtgärd\w*|akcj\w+
operation: vorgang\w*|vorgäng\w*|opération\w*|operación|operaciones|operaç\w+|operazion\w+|bewerking\w*|operacj\w+
being deleted: (?:wird|werden) (?:gerade )?gelöscht|en cours de suppression|(?:se )?está(?:n)? eliminando|
    sendo excluíd\w+|in fase di eliminazione|wordt verwijderd|tas bort just nu|jest usuwan\w+
cores: kerne\w*|cœurs|núcleos|nuclei|kernen|kärnor|rdzeni\w*
zone: verfügbarkeitszone\w*|zones? de disponibilité|zonas? de disponibilidad\w*|zon[ae] di disponibilità
key vault: schlüsseltresor\w*|coffre de clés|almacén de claves|cofre de chaves|insieme di credenziali
storage account: speicherkonto\w*|speicherkonten|compte\w* de stockage|cuenta\w* de almacenamiento|
    conta\w* de armazenamento|account di archiviazione|opslagaccount\w*|lagringskonto\w*|kont\w+ magazynu
load balancer: lastenausgleich\w*|équilibreur\w* de charge|equilibrador\w* de carga|balanceador\w* de carga
network interface: netzwerkschnittstelle\w*|netzwerkkarte\w*|interfaces? réseau|interfa\w+ de red\w*|interfac\w+ di rete
template: vorlage\w*|modèle\w*|plantilla\w*|modelo\w*|modell\w+|sjabloon|mall\w*|szablon\w*
command: befehl\w*|commande\w*|comandos?|opdracht\w*|kommando\w*|polecen\w+
exit: beendet\w* mit|terminé\w* avec le|termin[óo] con|terminad\w+ con|encerrad\w+ com|terminat\w+ con|
    beëindigd met|avslutad\w* med|zakończ\w+ z
succeeded: erfolgreich\w*|avec succès|réussi\w*|con éxito|correctamente|com (?:êxito|sucesso)|con successo|geslaagd|
    goed gegaan|lyckad\w*|slutförd\w*|pomyślnie
credentials: anmeldeinformation\w*|informations d'identification|credencial\w*|credenziali|autentiseringsuppgift\w*
expired: abgelaufen\w*|expiré\w*|expirad\w+|caducad\w+|vencid\w+|scadut\w+|verlopen|förfall\w+|wygas\w+
valid: gültig\w*|valides?|válid\w+|valid\w+|geldig\w*|giltig\w*|prawidłow\w+
start: gestartet\w*|starten|démarr\w+|iniciar\w*|avvi\w+|gestart|startas?|uruchomi\w+
create: erstell\w+|cré[eé]\w*|crear\w*|criar|criad\w+|creat[oaie]|aangemaakt|skapa\w*|utworz\w+
full: voll|pleine?s?|llen[oa]|chei[oa]|pien[oa]|vol|fullt|pełn\w+
requested: angefordert\w*|demandé\w*|solicitad\w+|richiest\w+|aangevraagd\w*|begärd\w*|żądan\w+
"""
# Japanese, simplified and traditional Chinese have no blanks between words.
_WITHOUT_BLANKS = """
virtual machine: 仮想マシン|虚拟机|虛擬機器
resource group: リソース ?グループ|资源组|資源群組
subscription: サブスクリプション|订阅|訂用帳戶
storage account: ストレージ ?アカウント|存储帐户|存储账户|儲存體帳戶
network interface: ネットワーク ?インターフェイス|网络接口|網路介面
public ip address: パブリック ?(?:IP ?)?アドレス|公共 ?IP ?地址|公用 ?IP ?地址
not available: (?:使用|利用|ご利用)(?:は)?(?:でき(?:ません|ない)|不可)|不可用|無法使用
not found: 見つか(?:りません|らない|りませんでした)|存在しません|找不到|未找到|不存在
not registered: 登録されていません|未注册|尚未註冊
not authorized: 承認されていません|許可されていません|権限がありません|无权|未获授权|未經授權
already exists: (?:既|すで)に存在|已存在
in use: 使用中|使用されて|正在使用
being deleted: 削除中|正在删除|正在刪除
timed out: タイムアウト|時間内に完了|超时|逾時
capacity: 容量|キャパシティ
full: いっぱい|已满|已滿
allocation: 割り当て|割当|分配|配置失敗
snapshot: スナップショット|快照
backup: バックアップ|备份|備份
agent: エージェント|代理程序|代理程式|代理
communicate: 通信|通訊
status: 状態|ステータス|状态|狀態
subnet: サブネット|子网|子網路
network: ネットワーク|网络|網路
quota: クォータ|配额|配額
limit: 上限|制限|限制
exceeded: 超え|超過|超过|超出|超過
cores: コア|核心|内核
size: サイズ|大小
zone: ゾーン|区域中的可用性|可用性区域
region: リージョン|地域|場所|位置|区域|區域
disk: ディスク|磁盘|磁碟
attached: アタッチ|接続され|附加
detach: デタッチ|切断|分离|中斷連結
deleted: 削除|删除|刪除
locked: ロック|锁定|鎖定
policy: ポリシー|策略|原則
password: パスワード|密码|密碼
extension: 拡張機能|扩展|擴充功能
deployment: デプロイ|部署
image: イメージ|映像
address: アドレス|地址|位址
resource: リソース|资源|資源
key vault: キー ?コンテナー|密钥保管库|金鑰保存庫
requested: 要求|请求|要求的
template: テンプレート|模板|範本
credentials: 資格情報|凭据|認證
expired: 有効期限|过期|過期
succeeded: 成功|正常に完了|完了しました|顺利
cannot: でき(?:ません|ない)|無法|无法
failed: 失敗|エラー|失败|错误|錯誤
"""
_ENGLISH = tuple(
    (english, re.compile(rf"(?i)(?<![\w-])(?:{forms})(?![\w-])"))
    for english, _, forms in (line.partition(": ") for line in re.sub(r"\|\n {4}", "|", _WORDS).strip().splitlines())
)
_IN_EAST_ASIA = tuple(
    (english, re.compile(forms))
    for english, _, forms in (line.partition(": ") for line in _WITHOUT_BLANKS.strip().splitlines())
)
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_FEWEST_LETTERS, _FEWEST_EAST_ASIAN_WORDS = 6, 2
# Words of a sentence that English does not have.
_SMALL = re.compile(
    r"(?i)(?<![\w-])(?:der|die|das|und|nicht|für|wurde|ist|le|les|des|une|est|pour|dans|sur|el|los|las|una|para|del|con"
    r"|que|não|uma|os|il|gli|della|per|che|sono|het|een|voor|niet|van|met|den|det|och|inte|att|som|har|nie|się|jest|na"
    r"|w|z|dans|ne|au|aux|da|ist|sind|kann|wird|werden|einen|em|ao|é|no|lo|su|ha|si|il|ett|kan)(?![\w-])"
)
_FEWEST_SMALL, _FEWEST_WORDS = 2, 3


_KEPT = re.compile(r"\x01([^\x02]+)\x02|\b[A-Z]{2,6}\b")


def in_english(text: str) -> str | None:
    """Give what a text in another language says of Azure, in English words, or None if it seems to be English.

    >>> in_english("kan niet communiceren met de VM-agent voor de momentopname van NIC")
    'cannot communicate agent snapshot NIC'
    >>> in_english("リソース グループ 'rg-web' が見つかりませんでした。")
    'resource group not found'
    >>> in_english("cannot communicate with the VM agent")
    """
    if len(_EAST_ASIAN.findall(text)) >= _FEWEST_LETTERS:
        return _said(text, _IN_EAST_ASIA, fewest=_FEWEST_EAST_ASIAN_WORDS)
    return _said(text, _ENGLISH, fewest=_FEWEST_WORDS) if len(_SMALL.findall(text)) >= _FEWEST_SMALL else None


def _said(text: str, words: Iterable[tuple[str, re.Pattern[str]]], *, fewest: int) -> str | None:
    seen = 0
    for english, forms in words:
        text, count = forms.subn(f"\x01{english}\x02", text)
        seen += count
    if seen < fewest:
        return None
    return " ".join(found[1] or found[0] for found in _KEPT.finditer(text))
