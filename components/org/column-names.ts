import { CATEGORIES } from '@/lib/checks/rubric'
import type { Column } from '@/lib/data/table-columns'

const OTHERS: Readonly<Partial<Record<Column, string>>> = {
  score: 'Score',
  change: 'Change',
  ready: 'Ready',
  fails: 'Fails',
  waived: 'Waived',
  coverage: 'Coverage',
  kind: 'Kind',
  teams: 'Teams',
  lines: 'Lines of code',
  visibility: 'Visibility',
  pushed: 'Last push',
}

export function columnName(column: Column): string {
  return OTHERS[column] ?? CATEGORIES.find(({ id }) => id === column)?.short ?? column
}
