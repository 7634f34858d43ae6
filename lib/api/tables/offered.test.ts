import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { OPERATIONS } from '../operations'

const root = join(import.meta.dirname, '..', '..', '..')

/** Where each table of a page stands, and the table that is exported there. */
const OFFERED: Readonly<Record<string, readonly string[]>> = {
  'components/campaign/campaign-view.tsx': ['burnup'],
  'components/campaign/left-panel.tsx': ['left'],
  'components/campaign/team-counts.tsx': ['teams'],
  'components/changes/changes-panel.tsx': ['changes'],
  'components/changes/movers-view.tsx': ['movers'],
  'components/check/adoption-groups.tsx': ['teams', 'kinds'],
  'components/check/adoption-multiples.tsx': ['teamtrends', 'kindtrends'],
  'components/check/standings-panel.tsx': ['repositories'],
  'components/compare/comparison-view.tsx': ['comparison'],
  'components/org/best-fixes-panel.tsx': ['fixes'],
  'components/org/distribution-panel.tsx': ['distribution'],
  'components/org/repositories-panel.tsx': ['repositories', 'verdicts'],
  'components/org/scorecard-figures.tsx': ['trend'],
  'components/repo/characteristic-list.tsx': ['characteristics'],
  'components/repo/audit-view.tsx': ['projects'],
  'components/repo/files-panel.tsx': ['files'],
  'components/repo/history-panel.tsx': ['history'],
  'components/settings/deliveries-panel.tsx': ['deliveries'],
  'components/team/team-comparison.tsx': ['teams'],
  'components/team/team-view.tsx': ['repositories', 'trend'],
  'components/waiver/expired-waivers.tsx': ['waivers'],
  'components/waiver/waiver-list-panel.tsx': ['waivers'],
  'app/orgs/[org]/characteristics/page.tsx': ['characteristics'],
  'app/orgs/[org]/characteristics/[id]/page.tsx': ['trend'],
  'app/orgs/[org]/settings/log/page.tsx': ['changes'],
}

/** Files that draw a table, and where it is exported: the same file, or one that shows it. */
const DRAWN: Readonly<Record<string, string | null>> = {
  'components/campaign/team-counts.tsx': 'components/campaign/team-counts.tsx',
  'components/changes/movers-view.tsx': 'components/changes/movers-view.tsx',
  'components/check/adoption-groups.tsx': 'components/check/adoption-groups.tsx',
  'components/check/adoption-table.tsx': 'app/orgs/[org]/characteristics/page.tsx',
  'components/check/standings-table.tsx': 'components/check/standings-panel.tsx',
  'components/compare/compared-figures.tsx': 'components/compare/comparison-view.tsx',
  'components/org/heat-map.tsx': 'components/org/repositories-panel.tsx',
  'components/org/repository-table.tsx': 'components/org/repositories-panel.tsx',
  'components/repo/files-panel.tsx': 'components/repo/files-panel.tsx',
  'components/repo/projects-panel.tsx': 'components/repo/audit-view.tsx',
  'components/settings/change-table.tsx': 'app/orgs/[org]/settings/log/page.tsx',
  'components/settings/deliveries-panel.tsx': 'components/settings/deliveries-panel.tsx',
  'components/team/team-table.tsx': 'components/team/team-comparison.tsx',
  'components/waiver/waiver-table.tsx': 'components/waiver/waiver-list-panel.tsx',
  // Not of an organisation: documentation, samples, and what GitHub is asked for.
  'components/api/schema-section.tsx': null,
  'components/check/scoring-rules.tsx': null,
  'components/connect/permission-table.tsx': null,
  'components/design/colours.tsx': null,
  // Of the installation: /api/metrics has it for machines.
  'components/operations/budgets-panel.tsx': null,
  'components/operations/queue-panel.tsx': null,
  // What is not stored yet.
  'components/settings/weights-preview-text.tsx': null,
  // Behind each chart, whose panel exports it.
  'components/ui/chart/chart-table.tsx': null,
}

test('every file that draws a table says where the table is exported', () => {
  const drawing = ['components', 'app']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => file.endsWith('.tsx') && read(file).includes('<table'))
  expect(drawing.filter((file) => !(file in DRAWN))).toEqual([])
  for (const place of Object.values(DRAWN)) if (place) expect(OFFERED).toHaveProperty([place])
})

test.each(Object.entries(OFFERED))('%s offers %j, which the API has', (file, tables) => {
  const source = read(file)
  const known = new Set(Object.values(OPERATIONS).flatMap((each) => ('tables' in each ? (each.tables ?? []) : [])))
  for (const table of tables) {
    expect(source).toContain(`'${table}'`)
    expect(known).toContain(table)
  }
  expect(source).toMatch(/exportPath\(/)
})

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}
