import CustomerSuccess
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct PlanDocumentTests {
  @Test func `a plan reads as a document, tasks as a list to tick off`() {
    let document = PlanDocument([PlanRow].sample[0], of: "Acme GmbH", today: .sampleToday)
    #expect(
      document.markdown == """
        # ROI plan 2027

        Success plan of Acme GmbH, as of 2026-11-21.

        - **Type:** ROI Success Plan
        - **Status:** Active since 2026-04-25
        - **Owner:** Ada Lovelace
        - **Due:** 2027-01-31
        - **Progress:** 44%

        ## Strategy

        Runners first.

        ## Highlights

        Two teams moved.

        ## Objectives

        ### Move every team to CI

        - **Status:** Work in progress
        - **Due:** 2026-11-10
        - **Owner:** Ada Lovelace
        - **Success criteria:** Half of the teams build there

        - [x] Find the teams
        - [ ] Move the first two, due 2026-11-06
        - [ ] Review with the platform team, due 2026-12-11

        ### Scan every merge request

        - **Status:** New
        - **Due:** 2027-03-11
        - **Owner:** Ada Lovelace
        - **Success criteria:** Half of the teams build there

        ### Turn Jenkins off

        - **Status:** Closed Success, 2026-11-01
        - **Owner:** Ada Lovelace
        - **Success criteria:** Half of the teams build there

        """)
  }

  @Test func `what people typed is no markup`() throws {
    var plan = [PlanRow].sample[0].plan
    plan[SuccessPlan.name] = "# <b>Big</b> [plan](javascript:alert)\u{1B}[31m"
    plan[SuccessPlan.strategy] = "- first\n1. second\n\n*bold* & `code`\n====\n    indented"
    let document = PlanDocument(
      PlanRow(plan: plan, ownerName: "A|B", objectives: []), of: "Evil <script>\nInc",
      today: .sampleToday)
    #expect(
      document.markdown == """
        # \\# \\<b\\>Big\\</b\\> \\[plan\\](javascript:alert)\u{FFFD}\\[31m

        Success plan of Evil \\<script\\> Inc, as of 2026-11-21.

        - **Type:** ROI Success Plan
        - **Status:** Active since 2026-04-25
        - **Owner:** A\\|B
        - **Due:** 2027-01-31
        - **Progress:** 0%

        ## Strategy

        \\- first\\
        1\\. second

        \\*bold\\* \\& \\`code\\`\\
        \\====\\
        indented

        ## Highlights

        Two teams moved.

        """)
    #expect(!document.html.contains("<b>Big"))
    #expect(!document.html.contains("<script>"))
    let heading = "# &lt;b&gt;Big&lt;/b&gt; [plan](javascript:alert)\u{FFFD}[31m"
    #expect(document.html.contains("<h1>\(heading)</h1>"))
    #expect(document.html.contains("<p>- first<br>\n1. second</p>"))
  }
}
