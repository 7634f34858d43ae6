import { expect, test } from 'vitest'
import type { OrgAccess } from '@/lib/auth/access'
import { ChangeInbox } from './change-inbox'

const HANGAR = 100n
const [api, vault] = [1n, 2n]
const ACCESS: OrgAccess = {
  viewerId: 7n,
  organisationId: HANGAR,
  login: 'hangar',
  role: 'member',
  repositoryIds: [api, vault],
  isComplete: true,
}

test('a repository that was checked before access to it ended is not named after that', () => {
  const inbox = new ChangeInbox(ACCESS)
  inbox.add({ kind: 'audit', organisation: HANGAR, repository: vault, name: 'vault' })
  inbox.add({ kind: 'audit', organisation: HANGAR, repository: api, name: 'api' })
  inbox.add({ kind: 'access', organisation: HANGAR })
  expect(inbox.accessChanged).toBe(true)
  inbox.authorised({ ...ACCESS, repositoryIds: [api] })
  expect(inbox.accessChanged).toBe(false)
  expect(inbox.take()).toEqual({ checked: ['api'], checkedCount: 1, scan: false, access: true })
})

test('the viewer is authorised anew when their access changed here or everywhere', () => {
  for (const organisation of [HANGAR, undefined]) {
    const inbox = new ChangeInbox(ACCESS)
    inbox.add({ kind: 'access', person: 7n, organisation })
    expect(inbox.accessChanged).toBe(true)
  }
})

test('settings are told to who sees the organisation, and to nobody else', () => {
  const inbox = new ChangeInbox({ ...ACCESS, repositoryIds: [] })
  inbox.add({ kind: 'settings', organisation: 200n })
  expect(inbox.take()).toBeNull()
  inbox.add({ kind: 'settings', organisation: HANGAR })
  expect(inbox.accessChanged).toBe(false)
  expect(inbox.take()).toEqual({ checked: [], checkedCount: 0, scan: false, access: false })
})

test('what is told once is not told again', () => {
  const inbox = new ChangeInbox(ACCESS)
  inbox.add({ kind: 'scan', organisation: HANGAR })
  expect(inbox.take()).toEqual({ checked: [], checkedCount: 0, scan: true, access: false })
  expect(inbox.take()).toBeNull()
})

test('something else of a repository is told, and not as a changed access', () => {
  const inbox = new ChangeInbox(ACCESS)
  inbox.add({ kind: 'repository', organisation: HANGAR, repository: api })
  expect(inbox.take()).toEqual({ checked: [], checkedCount: 0, scan: false, access: false })
  inbox.authorised({ ...ACCESS, repositoryIds: [api] })
  expect(inbox.take()).toMatchObject({ access: true })
  inbox.add({ kind: 'repository', organisation: HANGAR, repository: api })
  expect(inbox.take()).toMatchObject({ access: false })
})

test.each([
  ['another organisation', { kind: 'audit', organisation: 200n, repository: api, name: 'api' }],
  ['a repository that the viewer can not see', { kind: 'audit', organisation: HANGAR, repository: 3n, name: 'secret' }],
  ['somebody else', { kind: 'access', person: 8n }],
  ['the viewer in another organisation', { kind: 'access', person: 7n, organisation: 200n }],
] as const)('nothing is told of %s', (_what, notice) => {
  const inbox = new ChangeInbox(ACCESS)
  inbox.add(notice)
  expect(inbox.accessChanged).toBe(false)
  expect(inbox.take()).toBeNull()
})
