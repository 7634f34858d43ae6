import 'server-only'
import { db } from './db'
import { toStorableText } from './storable'

/** Keeps what GitHub said of a repository, by signal. */
export async function storeSignals(
  repositoryId: bigint,
  signals: Readonly<Record<string, { readonly state: string; readonly detail: string }>>,
): Promise<void> {
  const storable = Object.fromEntries(
    Object.entries(signals).map(([id, { state, detail }]) => [id, { state, detail: toStorableText(detail) }]),
  )
  const values = { signals: storable, readAt: new Date() }
  await db().repositorySignals.upsert({
    where: { repositoryId },
    create: { repositoryId, ...values },
    update: values,
  })
}
