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

const Stored = z.object({ state: z.enum(['on', 'off', 'unknown']), detail: z.string() })

export interface ShownSignal extends z.infer<typeof Stored> {
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

/** What GitHub said last; null when it was not asked yet. */
export async function getRepositorySignals(login: string, name: string): Promise<RepositorySignals | null> {
  const { repositoryId } = await requireRepositoryAccess(login, name)
  const row = await db().repositorySignals.findUnique({ where: { repositoryId } })
  if (!row) return null
  const stored = z.record(z.string(), z.unknown()).safeParse(row.signals).data ?? {}
  const ids = Object.keys(SIGNAL_TITLES) as ShownSignalId[]
  return {
    signals: ids.flatMap((id) => {
      const signal = Stored.safeParse(stored[id])
      return signal.success ? [{ id, ...signal.data }] : []
    }),
    readAt: row.readAt.toISOString(),
    isStale: Date.now() - row.readAt.getTime() > FRESH_MS,
  }
}
