"""What a text is about, as people say it: words in their plain form, with everyday words for one thing made one.

Used for questions, which share few words with the message Azure prints.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

_WORD = re.compile(r"[\ue000-\uf8ff]|[A-Za-z][a-z]+|[A-Z]{2,}(?![a-z])|\d{2,}|[A-Za-z]+")
_SUFFIX = re.compile(r"(?:ations?|ating|ated|ates?|ings?|ed|es|s|e)$")
_SHORTEST_STEM = 3

# One thing, many words. The first word of each line stands for all of them.
_SAME = """
key_vault: key ?-?vaults? | akv
login: log(?:ged|ging|s)? ?(?:in|on) | logins? | sign(?:ed|ing|s)?[- ]?ins? | aadsts
mfa: mfa | multi-?factor\\w* | second factor
throttl: 429s? | throttl\\w* | rate limit\\w* | too many (?:requests|calls) | ratelimit\\w*
denied: 40[13] | forbidden | access denied | not authori[sz]ed | unauthori[sz]ed | permissions? |
    lacks? (?:rights|access) | not allowed to
marketplace: marketplace | (?:legal |plan )?terms | third.party image | appliance image | plan information |
    purchase plan
quota: quotas? | vcpus? | v-?cores? | cores? | core limit | cpu limit
timeout: timeouts? | time[sd]? out | timing out | stuck | hangs? | hanging | hung | forever |
    never (?:finish\\w*|complet\\w*|ends?|comes? back) | takes (?:too long|ages|hours|forever) | too slow |
    spinning
size: skus? | (?:vm |machine )?sizes? | series | flavou?rs?
capacity: capacity | no room | sold out | out of stock | allocat\\w*
delete: delet\\w* | remov\\w* | destroy\\w* | clean up | get rid of
create: creat\\w* | deploy(?:s|ed|ing)? | provision\\w* | spin up | roll ?out
attach: attach\\w*
detach: detach\\w* | unattach\\w* | unmount\\w*
shrink: shrink\\w* | smaller | resize down | reduc\\w* (?:the )?size
resize: resiz\\w* | grow\\w* | scale up | bigger | enlarg\\w* | expand\\w*
start: start\\w* | boot\\w* | power(?:ed|ing)? on | turn on | come up | comes up
stop: stop\\w* | shut(?:ting)? ?down | deallocat\\w* | power(?:ed)? off | turn off
restart: restart\\w* | reboot\\w* | bounce\\w*
network_interface: nics? | network interfaces? | network cards?
public_ip: public ips? | pips? | public (?:ip )?address\\w*
security_group: nsgs? | (?:network )?security groups? | firewall rules?
load_balancer: load ?balancers? | lbs?
virtual_network: vnets? | virtual networks?
resource_group: resource groups? | rgs?
scale_set: vmss | scale ?sets? | uniform | flexible
custom_script: cse | custom ?scripts? | script extensions?
guest_agent: (?:vm|guest|linux|windows|azure) ?agents? | waagent | walinuxagent
image: images? | golden | gallery | sysprep\\w* | generali[sz]\\w*
lock: lock\\w* | cannotdelete | readonly
policy: polic\\w* | initiatives? | governance | compliance
spot: spot | evict\\w* | preempt\\w* | low.priority
vss: vss | shadow cop\\w*
snapshot: snapshots? | restore points?
backup: backups? | back up | vault | recovery services
encryption: encrypt\\w* | bitlocker | ade | kek
identity: managed identit\\w* | msi | service principals? | spn?s?
limit: limits? | exceed\\w* | max | maximum | reached | too many | at most | full
refuse: refus\\w* | reject\\w* | (?:not|n't) (?:allowed|permitted|possible|accepted) | disallow\\w* |
    may not | prohibit\\w*
invalid: invalid | wrong | malformed | incorrect | not valid | bad
unsupported: unsupported | (?:not|n't) support(?:ed)? | no support
differ: mismatch\\w* | different | differs? | (?:not|n't) (?:match|equal|fit)\\w* | incompatible
disable: disabl\\w* | (?:not|n't) enabled | switched off
region: regions? | locations?
template: templates? | bicep
bill: bill\\w* | charg\\w* | pay(?:ing)? | costs?
retry: retr(?:y|ies|ied|ying|yable|iable) | try again | repeat\\w*
expire: expir\\w* | outdated | out of date
temporary: temp | temporary
domain: dcs? | domain controllers? | domain join\\w* | join\\w* (?:the |our )?domain | active directory
password: passwords? | ssh keys? | credentials?
zone: (?:availability )?zones? | zonal
migrate: migrat\\w* | mov(?:e|es|ed|ing) | live migration | relocat\\w*
maintenance: maintenance | planned | reboot window
crash: crash\\w* | bluescreen\\w* | bsod | kernel panic | blue screen\\w* | panick?\\w*
hardware: hardware | host (?:server|node|failure)? | physical (?:server|host)
degrade: degrad\\w* | broken | broke | breaks | defective | faulty
name: names? | already (?:taken|exists?|used)
aks: aks | kubernetes | k8s | node ?pools?
register: regist\\w* | resource providers?
accelerated: accelerated network\\w* | accelnet
exist: not found | does ?n[o']t exist | no longer exists? | missing | cannot find | can't find | 404
busy: in use | still used | busy | another operation | in progress | conflict\\w* | 409 | concurrent
disk: disks? | vhds? | drives? | volumes?
subnet: subnets? | cidr | address (?:space|range|prefix)\\w* | /2\\d
secure_boot: secure ?boot | trusted launch | vtpm | unsigned
hibernate: hibernat\\w* | resum\\w*
"""
# What a phrase stands for, by a mark that takes its place in the text (a letter of no alphabet).
_STANDS_FOR = {
    chr(0xE000 + at): (name.strip(), re.compile(rf"(?i)(?<![\w-])(?:{pattern.strip().replace(' | ', '|')})(?![\w-])"))
    for at, (name, _, pattern) in enumerate(
        line.partition(":") for line in _SAME.replace("|\n    ", "| ").strip().splitlines()
    )
}
# The words of these lines that are written out.
EVERYDAY = frozenset(re.findall(r"(?<![\w\\-])[a-z]{4,}(?![\w\\*-])", _SAME))
_EMPTY = frozenset(
    "a about after again all also am an and any are as at be because been before but by can cannot could did do does "
    "doing done each else every few for from get gets getting go goes going got had has have having he help her here "
    "hers him his how i if in into is it its just keep keeps know like ll look make may me mean means much my need "
    "no now of off ok on once or our out over please put re really say says see seem seems she should show shows "
    "since so some something still such tell than that the their them then there these they thing this those though "
    "through to too tried try trying under until up us use used using ve very want was way we well went were what "
    "when where whether which while who why will with without won would yes yet you your left part hi hello hey "
    "team guys anyone someone somebody everybody today yesterday tonight morning azure microsoft vm vms virtual "
    "machine machines isn doesn don wasn didn won aren haven hasn wouldn couldn error errors fail fails "
    "failed failing failure code message problem issue t cant wont dont doesnt isnt wasnt didnt arent couldnt not more "
    "somehow suddenly anymore really".split()
)


# "not generalized" is about something else than "generalized"; small words may stand between.
_NOT = re.compile(
    r"(?i)\b(?:not|no|non|cannot|without|never|(?:can|is|was|are|were|do|does|did|has|have|had|could|wo)n?'?t)\b[ -]"
    r"(?:(?:be|been|a|an|the|yet|any|have|has) ){0,3}([a-z]{4,30}|[\ue000-\uf8ff])"
)


def subjects(text: str) -> Counter[str]:
    """Give the plain forms of the words of a text, and the things its phrases stand for, with how often each is seen.

    >>> sorted(subjects("Why do I get 429s when deleting scale sets?"))
    ['delete', 'scale_set', 'throttl']
    """
    rest = _marked(text)
    found = Counter(_in_order(rest))
    for match in _NOT.finditer(re.sub(r" {2,}", " ", rest)):
        word = match[1].lower()
        if word in _STANDS_FOR:
            # "No quota" asks about quota; "without a network card" does not ask about one.
            if match[0][:2].lower() != "no" or match[0][2:3] == "t":
                found[f"not {_STANDS_FOR[word][0]}"] += 1
        elif word not in _EMPTY:
            found[f"not {stem(word)}"] += 1
    return found


def pairs(text: str) -> set[str]:
    """Give the pairs of subjects that are neighbours in a text, whichever comes first.

    >>> sorted(pairs("the subnet of the vpn gateway is full"))
    ['gateway+limit', 'gateway+vpn', 'subnet+vpn']
    """
    found = _in_order(_marked(text))
    return {"+".join(sorted(pair)) for pair in pairwise(found) if pair[0] != pair[1]}


def _marked(text: str) -> str:
    """Give a text with marks in place of the phrases that stand for something."""
    for mark, (_, pattern) in _STANDS_FOR.items():
        text = pattern.sub(f" {mark} ", text)
    return text


def _in_order(marked: str) -> list[str]:
    found = (match[0] for match in _WORD.finditer(marked))
    return [
        _STANDS_FOR[word][0] if word in _STANDS_FOR else stem(word.lower())
        for word in found
        if word.lower() not in _EMPTY
    ]


def stem(word: str) -> str:
    """Give a word without its ending; not a linguist's stem, only the same one for both sides."""
    cut = _SUFFIX.sub("", word)
    return cut if len(cut) >= _SHORTEST_STEM else word
