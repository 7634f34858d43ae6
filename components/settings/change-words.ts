import type { LoggedChange } from '@/lib/data/audit-log'

type ChangeWords = Pick<LoggedChange, 'action' | 'before' | 'after'>

/** What was done, as it stands in the audit log. */
export const ACTION_WORDS: Readonly<Record<LoggedChange['action'], string>> = {
  'settings-changed': 'Settings changed',
  'ready-bar-changed': 'Bar for “ready” changed',
  'exclusion-added': 'Exclusion added',
  'exclusion-removed': 'Exclusion removed',
  'schedule-changed': 'Daily re-check changed',
  'waiver-given': 'Gap waived',
  'waiver-revoked': 'Waiver revoked',
  'view-shared': 'View shared with everybody',
  'view-renamed': 'Shared view renamed',
  'view-deleted': 'Shared view deleted',
  'badge-links-revoked': 'Links to badges revoked',
  'repository-left': 'Repository transferred away, its waivers and links to badges ended',
  'repository-arrived': 'Repository transferred here, without the waivers and links to badges it had',
  'notifications-changed': 'Notifications changed',
  'notifications-removed': 'Notifications removed',
  'notifications-switched-off': 'Notifications switched off',
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  includeForks: 'Forks',
  includeArchived: 'Archived repositories',
  includeNonPython: 'Repositories without Python',
  pullRequestBar: 'Lowest score for pull requests',
  readyScore: 'Lowest score',
  mustNotFail: 'Must not fail',
  isOwn: 'Own bar',
  hour: 'Hour (UTC)',
  host: 'Host',
  address: 'Address',
  scope: 'Repositories',
  daily: 'Daily summary (hour, UTC)',
  onRegression: 'On regression',
  reason: 'Reason',
  expiresOn: 'Last day',
  search: 'Address of the view',
  name: 'Name',
}

/** One field of a change in words; `before` is null where only what is there now is told, `after` where it is gone. */
export interface FieldChange {
  readonly field: string
  readonly before: string | null
  readonly after: string | null
}

/** The fields that a change made different. */
export function fieldChanges({ before, after }: ChangeWords): readonly FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => ({
      field: FIELD_WORDS[name] ?? name,
      before: name in before ? inWords(before[name]) : null,
      after: name in after ? inWords(after[name]) : null,
    }))
}

function inWords(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined || value === '') return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}
