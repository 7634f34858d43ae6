import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE, signIn } from '@/e2e/scans/people'
import { startScanWorld } from '@/e2e/scans/scan-world'
import { WEBHOOK_SECRET } from '@/e2e/scans/webhook-payloads'
import { getViewer } from '@/lib/auth/viewer'
import { db } from './db'
import { listDeliveries } from './delivery-list'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))

let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld({ GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET, NEXTAUTH_URL: 'https://air.example/' })
  for (const login of ['ada', 'alan', 'stranger'] as const) await signIn(login, world.github.issueToken)
  await db().webhookDelivery.createMany({
    data: Array.from({ length: 60 }, (_, index) => ({
      id: `d-${index}`,
      event: 'push',
      organisationId: index === 59 ? 200n : HANGAR,
      status: index === 58 ? 'failed' : 'handled',
      reason: index === 58 ? 'GitHub did not answer.' : null,
      receivedAt: new Date(Date.UTC(2025, 0, 1, 0, index)),
    })),
  })
})
afterAll(() => world?.close())

test('an owner sees the last fifty of this organisation, the newest first', async () => {
  asViewer('ada')
  const list = await listDeliveries('hangar')
  expect(list).toMatchObject({
    address: 'https://air.example/api/webhooks/github',
    isSwitchedOn: true,
    wayIn: 'oauth',
  })
  expect(list?.items).toHaveLength(50)
  expect(list?.items.slice(0, 2).map(({ id, status, reason }) => [id, status, reason])).toEqual([
    ['d-58', 'failed', 'GitHub did not answer.'],
    ['d-57', 'handled', null],
  ])
})

test('a member sees none, and a stranger not even that there are any', async () => {
  asViewer('alan')
  expect(await listDeliveries('hangar')).toBeNull()
  asViewer('stranger')
  await expect(listDeliveries('hangar')).rejects.toMatchObject({ digest: 'NEXT_HTTP_ERROR_FALLBACK;404' })
})

function asViewer(login: keyof typeof PEOPLE): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}
