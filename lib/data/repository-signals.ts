import 'server-only'
import { z } from 'zod'
import { requireRepositoryAccess } from '@/lib/auth/access'
import { db } from './db'

/** Ids and titles of what GitHub itself says, in the order in which they are shown. */
export const SIGNAL_TITLES = {
  'branch-protection': 'Branch protection',
  'required-reviews': 'Required reviews',
  'last-ci-result': 'Last CI result',
  'code-owners': 'Code owners',
  dependabot: 'Dependabot alerts',
  'code-scanning': 'Code scanning',
  'secret-scanning': 'Secret scanning',
} as const
export type ShownSignalId = keyof typeof SIGNAL_TITLES

const Stored = z.object({
  state: z.enum(['on', 'off', 'unknown']),
  detail: z.string(),
  isConfidential: z.boolean().default(false),
})

export interface ShownSignal extends Pick<z.infer<typeof Stored>, 'state' | 'detail'> {
  readonly id: ShownSignalId
}

export interface RepositorySignals {
  readonly signals: readonly ShownSignal[]
  /** ISO timestamp. */
  readonly readAt: string
  /** Older than a day, so worth asking again. */
  readonly isStale: boolean
}

const FRESH_MS = 24 * 3600 * 1000

const HIDDEN = { state: 'unknown', detail: 'GitHub tells it only to those who administer the repository.' } as const

/**
 * What GitHub said last, as much as it tells this viewer: some of it was read with the rights of an owner or of the App.
 * Null when it was not asked yet.
 */
export async function getRepositorySignals(login: string, name: string): Promise<RepositorySignals | null> {
  const { repositoryId, administers } = await requireRepositoryAccess(login, name)
  const row = await db().repositorySignals.findUnique({ where: { repositoryId } })
  if (!row) return null
  const stored = z.record(z.string(), z.unknown()).safeParse(row.signals).data ?? {}
  const ids = Object.keys(SIGNAL_TITLES) as ShownSignalId[]
  return {
    signals: ids.flatMap((id) => {
      const signal = Stored.safeParse(stored[id])
      if (!signal.success) return []
      const { isConfidential, ...shown } = signal.data
      return [{ id, ...(isConfidential && !administers ? HIDDEN : shown) }]
    }),
    readAt: row.readAt.toISOString(),
    isStale: Date.now() - row.readAt.getTime() > FRESH_MS,
  }
}
