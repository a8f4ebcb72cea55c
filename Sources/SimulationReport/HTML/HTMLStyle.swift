/// The pages' style: the colours of the reader's system, one column that suits a telephone and a wide screen.
enum HTMLStyle {
    static let text = colors + page + tables + charts + comparisons

    private static let colors = """
        :root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --faint: #59636e; --line: #dfe3e8;
          --clients: #0b6fb8; --target: #217a38; --limit: #c0392b; --good: #1e7a34; --bad: #b3261e; --warn: #875600;
          --serving: #4a90cf; --starting: #c98500; --draining: #7d8894; --fill: #0b6fb81f; }
        @media (prefers-color-scheme: dark) { :root { --paper: #14171b; --ink: #e6e9ed; --faint: #a0abb7;
          --line: #2f363e; --clients: #5cb6f6; --target: #5fc77a; --limit: #ff7f73; --good: #5fc77a; --bad: #ff7f73;
          --warn: #e3b341; --serving: #3583c6; --starting: #dba52c; --draining: #8793a0; --fill: #5cb6f626; } }

        """

    private static let page = """
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1rem; max-width: 80rem; color: var(--ink); background: var(--paper);
          font: 1rem/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.35rem; line-height: 1.3; margin: 0 0 .4rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.05rem; margin: 1.8rem 0 .4rem; overflow-wrap: anywhere; }
        header p { margin: .1rem 0; }
        header.ok h1, .good { color: var(--good); }
        header.failed h1, .bad { color: var(--bad); }
        .warn { color: var(--warn); }
        .warning { border-left: 4px solid var(--warn); padding-left: .7rem; }
        .note, footer, small { color: var(--faint); font-size: .9rem; }
        .note { margin: .3rem 0; max-width: 60rem; }
        pre { overflow-x: auto; padding: .7rem; border: 1px solid var(--line); border-radius: 6px; font-size: .82rem; }
        footer { margin-top: 1.6rem; overflow-wrap: anywhere; }
        .js { display: none; } .on .js { display: block; }
        .tip { position: fixed; z-index: 1; width: max-content; max-width: min(30rem, calc(100vw - 16px));
          padding: .35rem .6rem; border: 1px solid var(--faint); border-radius: 6px; background: var(--paper);
          color: var(--ink); font-size: .88rem; line-height: 1.4; white-space: pre-line; overflow-wrap: anywhere;
          font-variant-numeric: tabular-nums; pointer-events: none; }
        .tip[hidden] { display: none; }

        """

    private static let tables = """
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-size: .92rem; }
        th, td { text-align: left; padding: .2rem .9rem .2rem 0; vertical-align: top; }
        th { color: var(--faint); font-weight: 500; }
        tbody tr { border-top: 1px solid var(--line); }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .short { white-space: nowrap; }
        summary { cursor: pointer; color: var(--faint); padding: .2rem 0; }
        .assumptions { width: 100%; } .assumptions td { overflow-wrap: anywhere; }
        .assumptions th:nth-child(2) { width: 22%; } .assumptions th:nth-child(3) { width: 6.5rem; }
        .assumptions small { display: block; font-size: .84rem; line-height: 1.35; }
        @media (max-width: 640px) { table { font-size: .84rem; } th, td { padding-right: .55rem; } }
        th:last-child, td:last-child { padding-right: 0; }
        code { font-size: .88em; }
        .tag { padding: 0 .4rem; border: 1px solid var(--faint); border-radius: 1rem; font-size: .82rem;
          color: var(--faint); white-space: nowrap; }
        .tag.documented { color: var(--good); border-color: var(--good); }
        .tag.assumed, .tag.made { color: var(--warn); border-color: var(--warn); }

        """

    private static let charts = """
        .plot { display: block; margin-left: 3.2rem; width: calc(100% - 3.6rem); overflow: visible; }
        .time { padding-bottom: 1.9rem; }
        svg svg { overflow: visible; }
        svg text { fill: var(--faint); font-size: 12px; }
        .time { touch-action: pan-y; }
        .key { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1.1rem; margin: .7rem 0 .3rem;
          font-size: .88rem; color: var(--faint); line-height: 1.5; }
        .key b { color: var(--ink); font-weight: 600; }
        .key i { display: inline-block; width: 1.5rem; margin-right: .35rem; vertical-align: middle; }
        .key i.line { border-top: 2px solid; background: none; }
        .key i.box { width: .8rem; height: .8rem; vertical-align: -.08rem; }
        .key i.clients, .key i.hottest { border-color: var(--clients); }
        .key i.target { border-color: var(--target); border-top-style: dashed; }
        .key i.limit { border-color: var(--limit); border-top-style: dotted; }
        .key i.desired { border-color: var(--ink); }
        .symbol { width: 1rem; height: 1rem; margin-right: .2rem; vertical-align: -.15rem; overflow: visible; }
        .plot path, .plot line { vector-effect: non-scaling-stroke; fill: none; }
        .grid { stroke: var(--line); stroke-width: 1; }
        .plot .clients, .plot .hottest { stroke: var(--clients); stroke-width: 2; }
        .plot .target { stroke: var(--target); stroke-width: 1.5; stroke-dasharray: 6 4; }
        .plot .limit { stroke: var(--limit); stroke-width: 1.5; stroke-dasharray: 2 3; }
        .plot .desired { stroke: var(--ink); stroke-width: 1.5; }
        .plot .fill-clients { fill: var(--fill); }
        i.fill-serving { background: var(--serving); } .plot .fill-serving { fill: var(--serving); }
        i.fill-starting { background: var(--starting); } .plot .fill-starting { fill: var(--starting); }
        i.fill-draining { background: var(--draining); } .plot .fill-draining { fill: var(--draining); }
        .plot .bar { stroke-width: 2; } .plot .bar.refused { stroke: var(--bad); } .plot .bar.cut { stroke: var(--warn); }
        .plot .out path, path.out { fill: var(--clients); } .plot .in path, path.in { fill: var(--target); }
        .quiet circle, path.quiet { fill: var(--draining); }
        .mark { cursor: pointer; } .mark .target-area { fill: transparent; }
        .mark:focus { outline: none; } .mark:focus-visible .target-area, .mark.near .target-area {
          fill: none; stroke: var(--ink); stroke-width: 1.5; pointer-events: all; }
        .plot .cursor { stroke: var(--faint); stroke-width: 1; visibility: hidden; pointer-events: none; }
        @media (max-width: 640px) { .minor { display: none; } }

        """

    private static let comparisons = """
        .plot .whisker { stroke: currentColor; stroke-width: 1.5; }
        .scatter .plot { margin-left: 4rem; width: calc(100% - 5rem); } .scatter { padding-bottom: 2.6rem; }
        .scatter .plot .title { fill: var(--ink); }
        .point { color: var(--clients); } .point circle.dot, .point path { fill: currentColor; stroke: var(--paper); }
        .point.chosen, .symbol .chosen { color: var(--good); fill: currentColor; }
        .point.nearest, .symbol .nearest { color: var(--bad); fill: currentColor; }
        .point.tie, .symbol .tie { color: var(--warn); } .symbol .front { color: var(--clients); }
        .point.tie circle.dot, .symbol .tie { fill: none; stroke: currentColor; stroke-width: 2; }
        .symbol .front, .symbol .beaten { fill: currentColor; }
        .point.beaten, .symbol .beaten { color: var(--draining); } .point.beaten circle.dot { opacity: .6; }
        svg .called { fill: var(--ink); font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 4px;
          stroke-linejoin: round; }
        svg .allowed { fill: var(--limit); paint-order: stroke; stroke: var(--paper); stroke-width: 4px; }
        .forest { margin: .6rem 0 1.2rem; }
        .forest .row { display: grid; grid-template-columns: 15rem 1fr 16rem; column-gap: 1rem; align-items: center;
          font-size: .92rem; }
        .forest .value { font-variant-numeric: tabular-nums; }
        .forest .plot { margin: 0; width: 100%; }
        .forest .ends { color: var(--faint); font-size: .85rem; }
        .forest .ends .sides { display: flex; justify-content: space-between; gap: 1rem; }
        .forest .axis .plot { margin-bottom: 1.2rem; }
        .forest .zero { stroke: var(--faint); stroke-width: 1.5; }
        .row.less { color: var(--good); } .row.more { color: var(--bad); } .row.unsure { color: var(--faint); }
        .row .name { color: var(--ink); } .row.unsure .name { color: var(--faint); }
        .row .dot, .row .arrow { fill: currentColor; }
        @media (max-width: 760px) { .forest .row { grid-template-columns: 1fr auto; row-gap: 0; margin-bottom: .45rem; }
          .forest .row .plot { grid-column: 1 / -1; grid-row: 2; } .forest .ends .name, .forest .ends .value { display: none; }
          .forest .ends .plot, .forest .ends .sides { grid-column: 1 / -1; grid-row: auto; }
          .forest .value { text-align: right; font-size: .84rem; } }
        """
}
