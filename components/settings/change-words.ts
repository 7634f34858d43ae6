import { characteristicName } from '@/components/ui/characteristic-name'
import { formatDay } from '@/components/ui/format-time'
import { CHARACTERISTICS, KIND_TITLES } from '@/lib/checks/rubric'
import { visibleText } from '@/lib/checks/visible-text'
import type { LoggedChange } from '@/lib/data/audit-log'

type ChangeWords = Pick<LoggedChange, 'action' | 'before' | 'after'>

/** What was done, as it stands in the audit log. */
export const ACTION_WORDS: Readonly<Record<LoggedChange['action'], string>> = {
  'settings-changed': 'Settings changed',
  'ready-bar-changed': 'Bar for “ready” changed',
  'weights-changed': 'Weights changed',
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
  'campaign-begun': 'Campaign begun',
  'campaign-changed': 'Campaign changed',
  'campaign-ended': 'Campaign ended',
  'campaign-reminders-changed': 'Weekly reminder of a campaign changed',
  'issues-opened': 'Issues opened in several repositories',
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  includeForks: 'Forks',
  includeArchived: 'Archived repositories',
  includeNonPython: 'Repositories without Python',
  pullRequestBar: 'Lowest score for pull requests',
  readyScore: 'Lowest score',
  mustNotFail: 'Must not fail',
  isOwn: 'Own bar',
  hasOwnWeights: 'Own weights',
  hour: 'Hour (UTC)',
  weekday: 'Weekday',
  host: 'Host',
  address: 'Address',
  scope: 'Repositories',
  daily: 'Daily summary (hour, UTC)',
  onRegression: 'On regression',
  reason: 'Reason',
  expiresOn: 'Last day',
  search: 'Address of the view',
  name: 'Name',
  characteristic: 'Wanted characteristic',
  minimumScore: 'Wanted score',
  kinds: 'Kinds',
  teams: 'Teams',
  targetOn: 'Last day',
  repositories: 'Repositories',
  team: 'Team',
  // Of weights that changed, which are noted by characteristic.
  ...Object.fromEntries(CHARACTERISTICS.map(({ id }) => [id, characteristicName(id)])),
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
      before: name in before ? inWords(before[name], name) : null,
      after: name in after ? inWords(after[name], name) : null,
    }))
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

function inWords(value: string | number | boolean | null | undefined, field: string): string {
  if (value === null || value === undefined || value === '') return EMPTY_WORDS[field] ?? 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (DAYS.includes(field)) return formatDay(String(value))
  if (field === 'weekday') return WEEKDAYS[Number(value) - 1] ?? String(value)
  const name = NAMES[field]
  return visibleText(name ? String(value).split(', ').map(name).join(', ') : String(value))
}

/** Fields that hold a day as YYYY-MM-DD. */
const DAYS: readonly string[] = ['expiresOn', 'targetOn']

const EMPTY_WORDS: Readonly<Record<string, string>> = { kinds: 'all', teams: 'all' }

/** Fields that hold ids, told apart by commas, and what each is called. */
const NAMES: Readonly<Record<string, (id: string) => string>> = {
  mustNotFail: nameOfCharacteristic,
  characteristic: nameOfCharacteristic,
  kinds: (id) => Object.entries(KIND_TITLES).find(([kind]) => kind === id)?.[1] ?? id,
}

/** What the rubric no longer has keeps its id. */
function nameOfCharacteristic(id: string): string {
  const known = CHARACTERISTICS.find((each) => each.id === id)
  return known ? characteristicName(known.id) : id
}
