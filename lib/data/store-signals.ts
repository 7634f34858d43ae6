import 'server-only'
import { db } from './db'
import { toStorableText } from './storable'

/** Keeps what GitHub said of a repository, by signal; `onlyFirst` leaves an earlier answer as it is. */
export async function storeSignals(
  repositoryId: bigint,
  signals: Readonly<
    Record<string, { readonly state: string; readonly detail: string; readonly isConfidential?: true }>
  >,
  { onlyFirst = false }: { readonly onlyFirst?: boolean } = {},
): Promise<void> {
  const storable = Object.fromEntries(
    Object.entries(signals).map(([id, { detail, ...rest }]) => [id, { ...rest, detail: toStorableText(detail) }]),
  )
  const values = { signals: storable, readAt: new Date() }
  await db().repositorySignals.upsert({
    where: { repositoryId },
    create: { repositoryId, ...values },
    update: onlyFirst ? {} : values,
  })
}
