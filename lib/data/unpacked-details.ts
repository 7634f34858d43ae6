import 'server-only'
import { AppError } from '@/lib/errors'
import { type DetailsRow, packDetails, selectDetails, toDetails } from './audit-details'
import { db } from './db'
import { Prisma } from './generated/client'

/** Audits of one transaction: each has some 30 kB of details. */
const AT_ONCE = 100

/**
 * Packs details that were stored before they were packed, or by a worker of the version before, and answers of how many
 * audits it did. What is too long to be packed is read as it is.
 */
export async function packOldDetails(): Promise<number> {
  const pack = async (tx: Prisma.TransactionClient): Promise<number> => {
    const rows = await tx.$queryRaw<DetailsRow[]>`
      ${selectDetails(Prisma.sql`a.has_details and d.audit_id is null`)} limit ${AT_ONCE} for update of a skip locked`
    const packed = rows.flatMap((row) => packOne(row) ?? [])
    await tx.auditDetails.createMany({ data: packed, skipDuplicates: true })
    await dropUnpacked(
      tx,
      packed.map(({ auditId }) => auditId),
    )
    return packed.length
  }
  return db().$transaction(pack, { timeout: 60_000, maxWait: 30_000 })
}

function packOne(row: DetailsRow) {
  try {
    return { auditId: row.id, ...packDetails(toDetails(row)) }
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** Details of these audits as they were stored before they were packed. */
export async function dropUnpacked(tx: Prisma.TransactionClient, auditIds: readonly bigint[]): Promise<void> {
  await tx.$executeRaw`delete from results where audit_id = any(${[...auditIds]}::bigint[])`
  await tx.$executeRaw`
    update audits set kind_evidence = '[]', projects = '[]', limits = '[]', excerpts = '[]'
    where id = any(${[...auditIds]}::bigint[])`
}
