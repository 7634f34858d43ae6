import { CHARACTERISTICS, type CharacteristicId } from '@/lib/checks/rubric'
import type { Facts } from '@/lib/facts/facts'
import { maskedText } from '@/lib/facts/secrets/masked-text'
import type { OverrideReport } from './report'

/** What the owner says, with what is no characteristic named as a problem. Null without a file. */
export function overrideReport({ override, files }: Pick<Facts, 'override' | 'files'>): OverrideReport | null {
  const { path } = override
  if (path === null) return null
  const exempt = override.exempt.flatMap((each) => {
    const id = characteristic(each.id)
    return id ? [{ ...each, id, reason: maskedText(each.reason) }] : []
  })
  const strangers = override.exempt
    .filter(({ id }) => characteristic(id) === null)
    .map(({ id, line }) => ({ path, line, note: `"${id.slice(0, 60)}" is no characteristic.` }))
  return {
    path,
    kind: override.kind,
    exclude: override.exclude,
    excluded: files.roles.excluded ?? { files: 0, lines: 0 },
    exempt,
    problems: [...override.problems, ...strangers].map((each) => ({ ...each, note: maskedText(each.note) })),
  }
}

function characteristic(id: string): CharacteristicId | null {
  return CHARACTERISTICS.find((each) => each.id === id)?.id ?? null
}
