"""The money that decisions are paid from: plenty for most districts, and one scarce fund that two of them race for."""

from dataclasses import dataclass

from benchmarks.faults.clerk import Act, Answer, Clerk, effect

SIGNED_ON, YEAR, SINCE = "2021-07-12", 2021, "2021-07-12"
PLENTY_VND, SCARCE_VND, RAISE_VND = 10**12, 30_000_000, 9_000_001
SCARCE_DISTRICTS = ("588", "589")
SHORT = "FUND_SHORT"


@dataclass(slots=True)
class Treasury:
    """The province's finance office."""

    maker: Clerk
    checker: Clerk
    scarce: int = 0
    raises: int = 0

    def settle(self) -> None:
        """Two funds pay together for all; the scarce one alone for two districts."""
        central, own = self._fund("NSTW", "central", PLENTY_VND), self._fund("NSDP", "province", PLENTY_VND)
        self.scarce = self._fund("TRAN", "social", SCARCE_VND)
        self._pay_by(None, [(central, 7), (own, 3)])
        for district in SCARCE_DISTRICTS:
            self._pay_by(district, [(self.scarce, 1)])

    def raise_scarce(self) -> None:
        """A decision gives the scarce fund a little more. Raises Left."""
        self.raises += 1
        self._give(self.scarce, "raise", f"{self.raises}-{self.maker.history.acknowledged}/QĐ", RAISE_VND)

    def _fund(self, code: str, source: str, amount_vnd: int) -> int:
        body = {"code": code, "name": f"Nguồn {code}", "source": source, "budget_year": YEAR}
        fund = int(self._done(self.maker, Act("fund", "/funds", effect("fund.opened", "fund"), body))["id"])
        self._give(fund, "allot", f"{code}/QĐ-UBND", amount_vnd)
        return fund

    def _give(self, fund: int, kind: str, number: str, amount_vnd: int) -> None:
        paper = {"number": number, "signed_on": SIGNED_ON, "amount_vnd": amount_vnd}
        said = {**paper, "kind": kind, "signer": "Chủ tịch UBND tỉnh"}
        recorded = Act(
            "allotment", f"/funds/{fund}/allotments", effect("fund.allotment_recorded", "fund", "fund_id"), said
        )
        path = f"/fund-allotments/{self._done(self.maker, recorded)['id']}/confirmation"
        self._done(self.checker, Act("allotment confirmed", path, effect("fund.allotted", "fund", "fund_id"), paper))

    def _pay_by(self, unit: str | None, parts: list[tuple[int, int]]) -> None:
        weights = [{"fund": fund, "weight": weight} for fund, weight in parts]
        said = {"unit": unit, "since": SINCE, "paper": "Công văn phân bổ nguồn kinh phí", "parts": weights}
        funding = self._done(self.maker, Act("funding", "/fundings", effect("funding.recorded", "funding"), said))
        path = f"/fundings/{funding['id']}/confirmation"
        self._done(self.checker, Act("funding confirmed", path, effect("funding.in_force", "funding")))

    def _done(self, clerk: Clerk, act: Act) -> Answer:
        """The finance office stays until it knows. Raises Left where nobody ever says."""
        operation = clerk.begin(act)
        clerk.settle(operation)
        return clerk.outcome(operation, act)
