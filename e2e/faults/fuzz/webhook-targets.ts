import { storable, toStorableJson } from '@/lib/data/storable'
import { findEvent } from '@/lib/scans/webhooks/events'
import { Envelope } from '@/lib/scans/webhooks/payloads'
import { common, person, pushPayload, repository } from '../../scans/webhook-payloads'
import type { Target } from './target'

const ID = 'a'.repeat(40)
const team = { id: 501, slug: 'engines', name: 'Engines', privacy: 'closed', permission: 'push' }

const BODIES: Readonly<Record<string, readonly object[]>> = {
  push: [pushPayload({ before: ID, after: 'b'.repeat(40) }), pushPayload({ before: ID, after: '0'.repeat(40) })],
  repository: ['created', 'renamed', 'transferred', 'privatized', 'edited'].map((action) => ({
    ...common(action),
    repository: repository(1001, 'api'),
    changes: {
      repository: { name: { from: 'old' } },
      owner: { from: { user: person(1, 'x') } },
      default_branch: { from: 'main' },
    },
  })),
  team: ['created', 'edited', 'added_to_repository'].map((action) => ({
    ...common(action),
    team,
    repository: repository(1001, 'api'),
    changes: {},
  })),
  membership: [{ ...common('added'), scope: 'team', member: person(12, 'alan'), team }],
  member: [{ ...common('added'), member: person(12, 'alan'), repository: repository(1001, 'api') }],
  organization: [
    { ...common('member_added'), membership: { role: 'member', user: person(12, 'alan') } },
    { ...common('renamed'), changes: { login: { from: 'x' } } },
  ],
  installation: [
    {
      ...common('created'),
      repositories: [{ id: 1, name: 'a', full_name: 'h/a', private: true }],
      installation: {
        id: 9,
        account: { id: 100, login: 'hangar', type: 'Organization' },
        permissions: { contents: 'read' },
      },
    },
  ],
  installation_repositories: [
    {
      ...common('added'),
      repositories_added: [{ id: 1, name: 'a' }],
      repositories_removed: [{ id: 2 }],
      repository_selection: 'selected',
    },
  ],
  github_app_authorization: [{ action: 'revoked', sender: person(12, 'alan') }],
  pull_request: ['opened', 'synchronize', 'closed'].map((action) => ({
    ...common(action),
    number: 7,
    pull_request: {
      number: 7,
      state: 'open',
      draft: false,
      merged: false,
      head: { sha: ID, ref: 'x', repo: repository(1001, 'api') },
      base: { sha: ID, ref: 'main', repo: repository(1001, 'api') },
      user: person(12, 'alan'),
    },
    repository: repository(1001, 'api'),
  })),
}

/** Payloads of every event, through what is done with them before anything is stored. */
export function webhookTargets(): readonly Target[] {
  return Object.entries(BODIES).map(
    ([name, bodies]): Target => ({
      name: `webhook ${name}`,
      form: 'json',
      seeds: bodies.map((body) => JSON.stringify(body)),
      run(input) {
        const body: unknown = JSON.parse(input)
        const event = findEvent(name)
        if (!event) throw new Error(`There is no event ${name}`)
        const envelope = Envelope.safeParse(body)
        const payload = event.payload.safeParse(body)
        if (!envelope.success || !payload.success) return
        event.skip?.(payload.data, envelope.data.action ?? '')
        // As it is stored, and as the queue reads it again.
        const stored: unknown = JSON.parse(storable(toStorableJson(payload.data)))
        if (!event.payload.safeParse(stored).success) throw new Error('What was taken is refused when it is read again')
      },
    }),
  )
}
