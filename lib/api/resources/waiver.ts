import 'server-only'
import type { z } from 'zod'
import type { OrgAccess } from '@/lib/auth/access'
import { readWaiverList } from '@/lib/data/organisation-waivers'
import type { WaiversQuery } from '@/lib/data/waivers-query'
import { addressesOf } from '../addresses'
import type { Waivers } from '../contract/waiver'

export async function describeWaivers(
  access: OrgAccess,
  query: WaiversQuery,
  perPage: number,
): Promise<z.input<typeof Waivers>> {
  const { rows, total } = await readWaiverList(access, query, perPage)
  return {
    total,
    waivers: rows.map((row) => ({ ...row, ...addressesOf(access.login, 'repositories', row.repository) })),
  }
}
