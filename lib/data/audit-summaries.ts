import { z } from 'zod'
import type { CharacteristicId } from '@/lib/checks/rubric'
import type { Evidence } from '@/lib/facts/facts'
import { Prisma } from './generated/client'
import { unpackJson } from './packed-json'
import { StoredEvidence } from './stored-report'

/** What a list says of one characteristic of an audit. */
export interface Summary {
  readonly message: string
  /** The most telling place, when there is one. */
  readonly evidence: Evidence | null
}

export interface SummaryRow {
  readonly summaries: Uint8Array | null
  /** As results were stored before they were packed. */
  readonly unpacked: unknown
}

/** Columns of SummaryRow; of an audit whose details were dropped both are null. */
export function summaryColumns(auditId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    (select d.summaries from audit_details d where d.audit_id = ${auditId}) as summaries,
    (select jsonb_agg(jsonb_build_object('id', o.characteristic, 'message', o.message, 'evidence',
        case when jsonb_typeof(o.evidence) = 'array' then jsonb_build_array(o.evidence -> 0) else '[]' end))
      from results o where o.audit_id = ${auditId}) as unpacked`
}

const Said = z.object({ message: z.string().catch(''), evidence: StoredEvidence })

/** Null for what the audit did not judge, and where the verdict alone is kept. */
export function toSummary(row: SummaryRow, id: CharacteristicId): Summary | null {
  return toSummaries(row)(id)
}

/** The same for several characteristics of one audit, which is unpacked once. */
export function toSummaries({ summaries, unpacked }: SummaryRow): (id: CharacteristicId) => Summary | null {
  const stored = summaries ? unpackJson(summaries) : unpacked
  return (id) => {
    const isAsked = (each: unknown) => typeof each === 'object' && each !== null && Reflect.get(each, 'id') === id
    const said = Said.safeParse(Array.isArray(stored) ? stored.find(isAsked) : null)
    if (!said.success) return null
    const { message, evidence } = said.data
    return { message, evidence: evidence.find(({ path }) => path !== '') ?? null }
  }
}
