import CustomerSuccess
import Testing

@testable import ReplicaStore
@testable import TUI

@Suite struct PlanDocumentTests {
  private static let sample = """
    # ROI plan 2027

    Success plan of Acme GmbH, as of 2026-11-21.

    44%: 1 of 3 objectives closed

    - **Type:** ROI Success Plan
    - **Status:** Active since 2026-04-25
    - **Owner:** Ada Lovelace
    - **Due:** 2027-01-31

    ## Strategy

    Runners first.

    ## Highlights

    Two teams moved.

    ## Objectives

    ### Move every team to CI

    33%: 1 of 3 tasks done

    - **Status:** Under way
    - **Due:** 2026-11-10
    - **Owner:** Ada Lovelace
    - **Success criteria:** Half of the teams build there

    - [x] Find the teams
    - [ ] Move the first two, due 2026-11-06
    - [ ] Review with the platform team, due 2026-12-11

    ### Scan every merge request

    - **Status:** Not begun
    - **Due:** 2027-03-11
    - **Owner:** Ada Lovelace
    - **Success criteria:** Half of the teams build there

    ### Turn Jenkins off

    - **Status:** Reached, 2026-11-01
    - **Owner:** Ada Lovelace
    - **Success criteria:** Half of the teams build there

    """

  @Test func `a plan reads as a document, tasks as a list to tick off`() {
    let document = PlanDocument([PlanRow].sample[0], of: "Acme GmbH", today: .sampleToday)
    #expect(document.markdown == Self.sample)
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

  /// U+0D4E is one character with the sign after it.
  @Test func `no mark hides markup from the page`() {
    var plan = [PlanRow].sample[0].plan
    plan[SuccessPlan.name] = "\u{0D4E}<img src=x onerror=alert(1)> and \u{0D4E}[a](b)"
    let document = PlanDocument(
      PlanRow(plan: plan, ownerName: nil, objectives: []), of: "Acme", today: .sampleToday)
    func holds(_ text: String, _ wanted: String) -> Bool {
      let (hay, needle) = (Array(text.utf8), Array(wanted.utf8))
      return hay.indices.contains { hay[$0...].starts(with: needle) }
    }
    #expect(!holds(document.html, "<img"))
    #expect(holds(document.html, "&lt;img"))
    let (link, escaped) = ("\u{0D4E}[", "\u{0D4E}\\[")
    #expect(!holds(document.markdown, link))
    #expect(holds(document.markdown, escaped))
  }

  @Test func `a page holds all it shows, and nothing that is ours alone`() throws {
    var sample = [PlanRow].sample[0]
    var objective = sample.objectives[2].cta
    objective[CTA.status] = .competitiveLoss
    objective[CTA.comments] = "Their CTO hates us."
    objective[CTA.objectiveCategory] = .expansion
    sample = PlanRow(
      plan: sample.plan, ownerName: nil,
      objectives: [ObjectiveRow(cta: objective, ownerName: nil, tasks: [])])
    let document = PlanDocument(sample, of: "Acme", today: .sampleToday)
    for text in [document.html, document.markdown] {
      #expect(!text.contains("hates us"))
      #expect(!text.contains("Competitive") && !text.contains("Expansion"))
      #expect(text.contains("Closed, 2026-11-01"))
      #expect(!text.contains("Internal"))
    }
    for outside in ["http:", "https:", "src=", "@import", "url("] {
      #expect(!document.html.contains(outside))
    }
  }

  @Test func `a plan that is ours alone says so on top`() {
    var plan = [PlanRow].sample[0].plan
    plan[SuccessPlan.type] = .stageAdoption
    let document = PlanDocument(
      PlanRow(plan: plan, ownerName: nil, objectives: []), of: "Acme", today: .sampleToday)
    #expect(document.markdown.contains("**Internal: it speaks of what could be sold."))
    #expect(document.html.contains("class=\"warning\""))
  }
}
