import { HeatOverviewPicture } from '@/components/org/heat-overview'
import { HistoryLane } from '@/components/repo/history-lane'
import type { HistoryMark } from '@/components/repo/history-marks'
import { BurnUpChart } from '@/components/ui/chart/burn-up'
import { Distribution } from '@/components/ui/chart/distribution'
import { HeatLegend } from '@/components/ui/chart/heat-legend'
import { Sparkline } from '@/components/ui/chart/sparkline'
import { TrendLine } from '@/components/ui/chart/trend-line'
import { KeyTable } from '@/components/ui/key-table'
import { Panel } from '@/components/ui/panel'
import { SAMPLE_OVERVIEW } from './sample-overview'

const POINTS = [
  { day: '2026-01-31', value: 38, repositories: 20 },
  { day: '2026-02-28', value: 41, repositories: 20 },
  { day: '2026-03-31', value: null, repositories: 0 },
  { day: '2026-04-30', value: 52, repositories: 22 },
  { day: '2026-05-31', value: 49, repositories: 23 },
  { day: '2026-06-30', value: 63, repositories: 23 },
]

const STEPS = [
  { day: '2026-04-30', joined: 2, left: 0, rejudged: 0, alike: 3.5 },
  { day: '2026-05-31', joined: 1, left: 0, rejudged: 22, alike: null },
  { day: '2026-06-30', joined: 0, left: 0, rejudged: 0, alike: 14 },
]

const DAY_MARKS = [{ day: '2026-06-12', kind: 'access', text: '2 repositories became visible to you' }] as const

const AUDITED = [
  { day: '2026-01-05', value: 41 },
  { day: '2026-02-20', value: 38 },
  { day: '2026-05-28', value: 38 },
  { day: '2026-06-03', value: 63 },
  { day: '2026-06-30', value: 63 },
]

const MARKS = [
  mark('2026-02-20', 'worse', ['Retries from pass to fail'], []),
  mark('2026-05-28', 'mixed', ['Testing from fail to partial', 'Packaging from pass to partial'], [12]),
  mark('2026-06-03', 'better', ['Health checks from fail to pass'], [14, 15]),
]

const BURN_UP = [
  { day: '2026-01-18', done: 3, scope: 20, rejudged: 0 },
  { day: '2026-02-01', done: 4, scope: 20, rejudged: 0 },
  { day: '2026-03-01', done: 7, scope: 21, rejudged: 0 },
  { day: '2026-04-01', done: 13, scope: 21, rejudged: 0 },
]

const PLAN = {
  begunOn: '2026-02-01',
  targetOn: '2026-05-01',
  endedOn: null,
  ruleChanges: [],
  projection: { day: '2026-05-01', done: 17 },
}

const KEYS = [
  ['← →', 'The point before and after'],
  ['Home End', 'The first and the last point'],
  ['Page Up, Page Down', 'The next and the last point at which something is marked'],
  ['Escape', 'Takes the tooltip away'],
] as const

const BINS = ['0–19', '20–39', '40–59', '60–79', '80–100'].map((label, index) => ({
  label,
  count: [2, 5, 9, 4, 0][index] ?? 0,
}))

/** Charts are drawn by the server, and each has its numbers in a table behind it. */
export function Charts() {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Panel
        title="Trend"
        note="With a gap, other rules, repositories that joined, and another view of them"
        id="charts"
      >
        <TrendLine
          title="Sample of a trend"
          points={POINTS}
          steps={STEPS}
          ruleChanges={['2026-05-31']}
          dayMarks={DAY_MARKS}
        />
      </Panel>
      <Panel
        title="Keys of a chart"
        note="Tab goes to a plot, and a pointer to the point that is nearest"
        id="chart-keys"
      >
        <KeyTable keys={KEYS} />
        <p className="mt-3 text-muted text-sm">
          A plot is a slider over its points: it reads out each one, and its table tells the same without scripts.
        </p>
      </Panel>
      <Panel title="History" note="Each value holds until the next; marks open to what changed" id="history">
        <TrendLine
          title="Sample of a history"
          points={AUDITED}
          notes={MARKS.map(({ day, commit }) => ({ day, text: `Commit ${commit.slice(0, 7)}` }))}
          shape="steps"
          lane={
            <HistoryLane
              org="sample"
              name="sample"
              githubUrl="https://github.com/sample/sample"
              marks={MARKS}
              first="2026-01-05"
              last="2026-06-30"
            />
          }
        />
      </Panel>
      <Panel title="Burn-up" note="With the pace that is needed, and where the pace of late leads" id="burn-up">
        <BurnUpChart title="Sample of a burn-up" points={BURN_UP} plan={PLAN} />
      </Panel>
      <Panel title="Small trend" note="Beside a number, as a link to its chart" id="sparkline">
        <Sparkline points={POINTS} className="h-9 w-18" />
      </Panel>
      <Panel title="Trend without anything" id="no-trend">
        <TrendLine title="Sample of an empty trend" points={[]} />
      </Panel>
      <Panel title="Distribution" id="distribution">
        <Distribution title="Sample of a distribution" bins={BINS} noun="repositories" />
      </Panel>
      <Panel title="Heat" note="Five grounds, with the number or the verdict’s shape on them" id="heat">
        <HeatLegend />
      </Panel>
      <Panel title="Heat of many" note="A line for so many, and a link for each page of them" id="heat-overview">
        <HeatOverviewPicture overview={SAMPLE_OVERVIEW} perPage={100} page={2} href={() => '#heat-overview'} />
      </Panel>
    </div>
  )
}

function mark(
  day: string,
  direction: HistoryMark['direction'],
  changes: readonly string[],
  pulls: readonly number[],
): HistoryMark {
  return { day, direction, changes, pulls, commit: day.replaceAll('-', '').padEnd(40, 'c'), before: 'b'.repeat(40) }
}
