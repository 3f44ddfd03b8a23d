"""Every state and every move between states: from where, by which event, to where, by whose hand, with which money.

The database holds the same rows (`state_move`), and its triggers refuse every other move, whoever makes it; the
service reads from here in which states an event may happen. A role stands in a row because an act that it is
permitted makes the move, be it as a consequence: who compares a decision closes its submissions.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Move(NamedTuple):
    """One row. No `before`: a new record; no `roles`: not restricted; no `transfer`: no money moves."""

    kind: str
    before: str
    event: str
    after: str
    roles: frozenset[str] | None = None
    transfer: str | None = None


_OFFICERS = frozenset({"district_officer", "provincial_officer"})
_APPROVERS = frozenset({"district_approver", "provincial_approver"})
_ROLES: Mapping[str, frozenset[str] | None] = MappingProxyType(
    {
        "anybody": None,
        "officers": _OFFICERS,
        "approvers": _APPROVERS,
        "those_who_decide": _OFFICERS | _APPROVERS,
        "those_who_determine": _OFFICERS | _APPROVERS | {"legal_officer"},
        "officers_or_an_order": _OFFICERS | {"provincial_approver"},
        "provincial_officer": frozenset({"provincial_officer"}),
        "provincial_approver": frozenset({"provincial_approver"}),
        "district_officer": frozenset({"district_officer"}),
        "district_approver": frozenset({"district_approver"}),
        "finance_maker": frozenset({"finance_maker"}),
        "finance_checker": frozenset({"finance_checker"}),
        "finance": frozenset({"finance_maker", "finance_checker"}),
    }
)

_TABLE = """
application  .           submit     received     officers
application  .           submit     determined   officers
application  received    determine  determined   those_who_determine
application  determined  determine  received     those_who_determine
application  returned    determine  received     those_who_determine
application  returned    determine  determined   those_who_determine
application  determined  appraise   appraised    district_approver
application  received    send_back  returned     those_who_decide
application  determined  send_back  returned     those_who_decide
application  appraised   send_back  returned     those_who_decide
application  appraised   leave_out  determined   officers
application  received    withdraw   withdrawn    those_who_decide
application  determined  withdraw   withdrawn    those_who_decide
application  returned    withdraw   withdrawn    those_who_decide
application  appraised   withdraw   withdrawn    those_who_decide
application  received    decline    declined     officers
application  determined  decline    declined     officers
application  returned    decline    declined     officers
application  appraised   decline    declined     officers
application  declined    take_back  received     officers
application  declined    take_back  determined   officers
application  appraised   decide     decided      approvers
application  appraised   refuse     refused      approvers
application  decided     reopen     determined   officers_or_an_order
application  refused     reopen     received     officers_or_an_order
application  refused     reopen     determined   officers_or_an_order

submission   .           form       formed       district_officer
submission   formed      appraise   appraised    district_approver
submission   formed      send_back  returned     district_approver
submission   appraised   send_back  returned     district_approver
submission   appraised   decide     decided      approvers

decision     .           draft      drafted      officers
decision     drafted     record     recorded     officers
decision     drafted     void       void         officers
decision     recorded    void       void         officers
decision     recorded    compare    decided      approvers

entitlement  .           decide     open         approvers          commit
entitlement  .           record     paid         officers
entitlement  open        reserve    reserved     finance
entitlement  reserved    free       open         finance
entitlement  reserved    pay        paid         finance
entitlement  open        cancel     cancelled    anybody            decommit
entitlement  reserved    cancel     cancelled    finance            decommit
entitlement  paid        return     returned     anybody
entitlement  returned    retry      open         anybody            retry
entitlement  returned    give_up    cancelled    anybody            give_up
entitlement  paid        recover    recovery     finance_maker
entitlement  recovery    repay      recovered    finance_checker
entitlement  recovery    write_off  written_off  finance_checker
entitlement  recovery    withdraw   paid         anybody

batch        .           form       draft        finance_maker
batch        draft       freeze     frozen       finance_maker
batch        frozen      check      checked      finance_checker
batch        checked     release    released     finance_checker
batch        released    export     exported     finance_maker
batch        exported    close      closed       finance_maker
batch        checked     stop       frozen       finance_maker
batch        released    stop       frozen       finance_maker
batch        draft       void       void         finance_maker
batch        frozen      void       void         finance_maker
batch        checked     void       void         finance_maker

payout       .           form       batched      finance_maker
payout       batched     export     exported     finance_maker      export
payout       batched     void       void         finance_maker
payout       exported    take_up    in_process   finance_maker
payout       in_doubt    take_up    in_process   finance_maker
payout       exported    leave      in_doubt     finance_maker
payout       in_process  leave      in_doubt     finance_maker
payout       exported    debit      debited      finance_maker      pay
payout       in_process  debit      debited      finance_maker      pay
payout       in_doubt    debit      debited      finance            pay
payout       exported    settle     settled      finance_maker      pay
payout       in_process  settle     settled      finance_maker      pay
payout       in_doubt    settle     settled      finance            pay
payout       debited     settle     settled      finance_maker
payout       exported    reject     rejected     finance_maker      fail
payout       in_process  reject     rejected     finance_maker      fail
payout       in_doubt    reject     rejected     finance            fail
payout       exported    cancel     cancelled    finance_maker      fail
payout       in_process  cancel     cancelled    finance_maker      fail
payout       in_doubt    cancel     cancelled    finance            fail
payout       debited     return     returned     finance_checker    return
payout       settled     return     returned     finance_checker    return
payout       rejected    prove      settled      finance_checker    prove
payout       cancelled   prove      settled      finance_checker    prove

fund_allotment  .         record    recorded     finance_maker
fund_allotment  recorded  confirm   in_force     finance_checker
fund_allotment  recorded  void      void         finance_maker
funding         .         record    recorded     finance_maker
funding         recorded  confirm   in_force     finance_checker
funding         recorded  void      void         finance_maker
fund_closing    .         record    recorded     finance_maker
fund_closing    recorded  confirm   in_force     finance_checker
fund_closing    recorded  void      void         finance_maker
payment_correction  .     ask        asked        finance_maker
payment_correction  asked confirm    confirmed    finance_checker
payment_correction  asked refuse     refused      finance_checker
payment_correction  asked void       void         finance_maker
payment_word    .         ask        asked        finance_maker
payment_word    asked     confirm    confirmed    finance_checker
payment_word    asked     refuse     refused      finance_checker
payment_word    asked     void       void         finance_maker
approval_level  .         record    recorded     provincial_officer
approval_level  recorded  confirm   in_force     provincial_approver
approval_level  recorded  void      void         provincial_officer

advance            .          record   recorded   finance_maker
advance            recorded   confirm  in_force   finance_checker
advance            recorded   void     void       finance_maker
advance            in_force   clear    cleared    finance_maker
advance            in_force   close    closed     finance
advance_repayment  .          record   recorded   finance_maker
advance_repayment  recorded   confirm  in_force   finance_checker
advance_repayment  recorded   void     void       finance_maker
reimbursement      .          claim    claimed    finance_maker
reimbursement      claimed    confirm  confirmed  finance_checker
reimbursement      claimed    refuse   refused    finance_checker
reimbursement      confirmed  refuse   refused    finance_checker
reimbursement      confirmed  pay      paid       finance_maker
signatory          .          record   recorded   finance_maker
signatory          recorded   confirm  in_force   finance_checker
signatory          recorded   void     void       finance_maker
signatory          in_force   end      ended      finance_maker

row              accepted   supersede  superseded  anybody
row              faulty     supersede  superseded  anybody
row              accepted   withdraw   withdrawn   anybody
row              faulty     withdraw   withdrawn   anybody
redetermination  .          order      ordered     anybody
redetermination  ordered    run        running     anybody
redetermination  ordered    run        done        anybody
redetermination  running    run        done        anybody
redetermination  ordered    void       void        anybody
link             .          propose    proposed    anybody
link             .          make       made        anybody
link             proposed   make       made        anybody
link             proposed   refuse     refused     anybody
link             made       part       parting     anybody
link             parting    keep       made        anybody
link             parting    undo       undone      anybody
link             made       undo       undone      anybody
overpayment      .          raise      raised      anybody
overpayment      raised     withdraw   withdrawn   anybody
overpayment      raised     notify     notified    finance_maker     recover
overpayment      notified   withdraw   withdrawn   anybody           unrecover
overpayment      notified   repay      recovered   finance_checker
overpayment      notified   write_off  written_off finance_checker
repayment        .          record     recorded    finance_maker
repayment        recorded   confirm    confirmed   finance_checker   repaid
repayment        recorded   void       void        finance_maker
write_off        .          record     recorded    finance_maker
write_off        recorded   confirm    in_force    finance_checker   write_off
write_off        recorded   void       void        finance_maker
finding          .          find       open        anybody
finding          open       clear      cleared     anybody
finding          open       confirm    confirmed   anybody
finding          confirmed  reopen     open        anybody
erasure          .          ask        asked       anybody
erasure          asked      confirm    done        anybody
erasure          asked      refuse     refused     anybody
"""


def _move(kind: str, before: str, event: str, after: str, roles: str, transfer: str | None = None) -> Move:
    return Move(kind, before.strip("."), event, after, _ROLES[roles], transfer)


MOVES: tuple[Move, ...] = tuple(_move(*line.split()) for line in _TABLE.splitlines() if line)


def before(kind: str, event: str) -> frozenset[str]:
    """The states in which an event may happen to a record."""
    return frozenset(move.before for move in MOVES if (move.kind, move.event) == (kind, event))
