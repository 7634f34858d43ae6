import { BurnUpChart } from '@/components/ui/chart/burn-up'
import { Distribution } from '@/components/ui/chart/distribution'
import { HeatLegend } from '@/components/ui/chart/heat-legend'
import { TrendLine } from '@/components/ui/chart/trend-line'
import { Panel } from '@/components/ui/panel'

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

const MARKS = [
  { x: 62, direction: 'worse', label: 'Retries were taken out', href: '/design#charts' },
  { x: 88, direction: 'better', label: 'Health checks came', href: '/design#charts' },
] as const

const BURN_UP = [
  { day: '2026-02-28', done: 3, scope: 18, rejudged: 0 },
  { day: '2026-04-30', done: 8, scope: 20, rejudged: 0 },
  { day: '2026-06-30', done: 14, scope: 20, rejudged: 2 },
]

const BINS = ['0–19', '20–39', '40–59', '60–79', '80–100'].map((label, index) => ({
  label,
  count: [2, 5, 9, 4, 0][index] ?? 0,
}))

/** Charts are drawn by the server, and each has its numbers in a table behind it. */
export function Charts() {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Panel title="Trend" note="With a gap, other rules, repositories that joined, and marks" id="charts">
        <TrendLine title="Sample of a trend" points={POINTS} steps={STEPS} ruleChanges={['2026-05-31']} marks={MARKS} />
      </Panel>
      <Panel title="Trend without anything" id="no-trend">
        <TrendLine title="Sample of an empty trend" points={[]} />
      </Panel>
      <Panel title="Distribution" id="distribution">
        <Distribution title="Sample of a distribution" bins={BINS} noun="repositories" />
      </Panel>
      <Panel title="Burn-up" note="Done of a scope that grows, to a last day" id="burn-up">
        <BurnUpChart
          title="Sample of a burn-up"
          points={BURN_UP}
          begunOn="2026-02-10"
          targetOn="2026-08-31"
          ruleChanges={['2026-05-31']}
        />
      </Panel>
      <Panel title="Heat" note="Five grounds, with the number or the verdict’s shape on them" id="heat">
        <HeatLegend />
      </Panel>
    </div>
  )
}
