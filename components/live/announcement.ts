import type { ChangesEvent } from '@/lib/data/changes-schema'

/** What a page was told, or `missed`: it shows something else than before, and nobody said what. */
export type LiveEvent = ChangesEvent & { readonly missed?: boolean }

export const MISSED: LiveEvent = { checked: [], checkedCount: 0, scan: false, access: false, missed: true }

/** What a page says to those who don't see that it changed; null for what nobody has to be interrupted for. */
export function announcementOf({ checked, checkedCount, access, missed }: LiveEvent): string | null {
  if (checkedCount > 0)
    return `Updated: ${nameAll(checked, checkedCount)} ${checkedCount === 1 ? 'was' : 'were'} checked just now.`
  if (access) return 'Updated: what you may see changed.'
  return missed ? 'Updated: the page shows what changed in the meantime.' : null
}

/** Several events in one, as when they are told together. */
export function mergeEvents(earlier: LiveEvent | null, later: LiveEvent): LiveEvent {
  if (!earlier) return later
  const checked = [...new Set([...earlier.checked, ...later.checked])]
  const seenTwice = earlier.checked.length + later.checked.length - checked.length
  return {
    checked: checked.slice(0, 3),
    checkedCount: earlier.checkedCount + later.checkedCount - seenTwice,
    scan: earlier.scan || later.scan,
    access: earlier.access || later.access,
    missed: Boolean(earlier.missed || later.missed),
  }
}

function nameAll(names: readonly string[], count: number): string {
  if (count === 1) return names[0] ?? 'one repository'
  if (count === 2 && names.length === 2) return names.join(' and ')
  if (names.length === 0) return `${count} repositories`
  const others = count - 1
  return `${names[0]} and ${others} ${others === 1 ? 'other' : 'others'}`
}
