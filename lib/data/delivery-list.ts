import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { env, type WayIn, wayIn } from '@/lib/env'
import { db } from './db'

const SHOWN = 50

export interface DeliveryShown {
  /** GitHub's id for it, by which it is found in GitHub's own list. */
  readonly id: string
  readonly event: string
  readonly action: string | null
  readonly status: 'waiting' | 'handled' | 'ignored' | 'failed'
  /** A sentence for a person. */
  readonly reason: string | null
  /** ISO timestamp. */
  readonly receivedAt: string
}

export interface DeliveryList {
  /** Where GitHub has to send webhooks. */
  readonly address: string
  /** Whether a secret is set, without which none is accepted. */
  readonly isSwitchedOn: boolean
  readonly wayIn: WayIn
  /** GitHub's number of the organisation. */
  readonly organisationId: string
  /** The newest first. */
  readonly items: readonly DeliveryShown[]
}

/** What GitHub told of an organisation lately; null for anybody but its owners. */
export async function listDeliveries(login: string): Promise<DeliveryList | null> {
  return readDeliveries(await requireOrgAccess(login))
}

/** The same for a viewer who was authorised already. */
export async function readDeliveries(access: OrgAccess): Promise<DeliveryList | null> {
  if (access.role !== 'admin') return null
  const rows = await db().webhookDelivery.findMany({
    where: { organisationId: access.organisationId },
    orderBy: [{ receivedAt: 'desc' }, { id: 'asc' }],
    take: SHOWN,
    select: { id: true, event: true, action: true, status: true, reason: true, receivedAt: true },
  })
  const { NEXTAUTH_URL, GITHUB_WEBHOOK_SECRET } = env()
  return {
    address: `${NEXTAUTH_URL}/api/webhooks/github`,
    isSwitchedOn: GITHUB_WEBHOOK_SECRET !== undefined,
    wayIn: wayIn(),
    organisationId: access.organisationId.toString(),
    items: rows.map(({ status, receivedAt, ...row }) => ({
      ...row,
      status: readStatus(status),
      receivedAt: receivedAt.toISOString(),
    })),
  }
}

function readStatus(status: string): DeliveryShown['status'] {
  return status === 'handled' || status === 'ignored' || status === 'failed' ? status : 'waiting'
}
