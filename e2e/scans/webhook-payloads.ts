import { createHmac } from 'node:crypto'
import { organisationSecret } from '@/lib/setup/organisation-secret.js'

/*
 * Deliveries shaped as GitHub's documentation describes them: what our handlers read, and around it enough of the rest
 * to notice a handler that stores what it does not need.
 */

export const WEBHOOK_SECRET = 'the secret of the webhooks'
export const INSTALLATION = 9001n

const HANGAR = { id: 100, login: 'hangar', node_id: 'O_100', url: 'https://api.github.test/orgs/hangar' }

export interface Delivery {
  readonly event: string
  readonly body: unknown
  readonly id?: string
}

/** The request that GitHub would send: of the App where there is one, else of the organisation `hookOf`. */
export function webhookRequest({ event, body, id = 'd-1' }: Delivery, hookOf = HANGAR.id): Request {
  return signedRequest(Buffer.from(JSON.stringify(body)), { event, id, hookOf })
}

export function signedRequest(
  body: Uint8Array,
  {
    event = 'push',
    id = 'd-1',
    hookOf = HANGAR.id,
  }: { readonly event?: string; readonly id?: string; readonly hookOf?: number } = {},
  secret = process.env.GITHUB_APP_ID ? WEBHOOK_SECRET : organisationSecret(WEBHOOK_SECRET, String(hookOf)),
): Request {
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  return unsignedRequest(body, event, id, { 'x-hub-signature-256': `sha256=${signature}` }, hookOf)
}

export function unsignedRequest(
  body: Uint8Array | ReadableStream<Uint8Array>,
  event = 'push',
  id = 'd-1',
  headers: Record<string, string> = {},
  hookOf = HANGAR.id,
): Request {
  const { GITHUB_APP_ID: app } = process.env
  return new Request('http://airworthy.test/api/webhooks/github', {
    method: 'POST',
    body: body as BodyInit,
    duplex: 'half',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/abc1234',
      'x-github-event': event,
      'x-github-delivery': id,
      'x-github-hook-id': '292430182',
      'x-github-hook-installation-target-type': app ? 'integration' : 'organization',
      'x-github-hook-installation-target-id': app ?? String(hookOf),
      ...headers,
    },
  } as RequestInit)
}

/** What every payload of an App carries. */
export function common(action?: string) {
  return {
    ...(action === undefined ? {} : { action }),
    organization: HANGAR,
    installation: { id: Number(INSTALLATION), node_id: 'IN_1' },
    sender: person(11, 'ada'),
  }
}

export function person(id: number | bigint, login: string) {
  return { id: Number(id), login, type: 'User', avatar_url: `https://avatars.github.test/u/${id}`, site_admin: false }
}

export function repository(id: number | bigint, name: string, owner = HANGAR) {
  return {
    id: Number(id),
    node_id: `R_${id}`,
    name,
    full_name: `${owner.login}/${name}`,
    private: true,
    owner: { ...person(owner.id, owner.login), type: 'Organization' },
    description: 'Sensitive words that are nobody’s business here',
    fork: false,
    archived: false,
    language: 'Python',
    default_branch: 'main',
    pushed_at: '2025-07-01T08:00:00Z',
  }
}

export interface PushTold {
  readonly repositoryId?: number | bigint
  readonly before: string
  readonly after: string
  readonly tree?: string
  readonly ref?: string
  readonly pushedAt?: Date
}

export function pushPayload({ repositoryId = 1001, before, after, tree, ref, pushedAt = new Date() }: PushTold) {
  const isDeletion = /^0+$/.test(after)
  const commit = {
    id: after,
    tree_id: tree ?? 'f'.repeat(40),
    message: 'A message that is nobody’s business here',
    timestamp: pushedAt.toISOString(),
    author: { name: 'Ada', email: 'ada@example.test' },
    added: [],
    modified: ['README.md'],
    removed: [],
  }
  return {
    ...common(),
    ref: ref ?? 'refs/heads/main',
    before,
    after,
    created: false,
    deleted: isDeletion,
    forced: false,
    pusher: { name: 'ada', email: 'ada@example.test' },
    repository: { ...repository(repositoryId, 'api'), pushed_at: Math.floor(pushedAt.getTime() / 1000) },
    commits: isDeletion ? [] : [commit],
    head_commit: isDeletion ? null : commit,
  }
}
