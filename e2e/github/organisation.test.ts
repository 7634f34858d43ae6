import { expect, test } from 'vitest'
import { type HostDescriptionInput, parseHostDescription } from './organisation'

const user = { id: 1, login: 'ada', email: 'ada@example.test' }
const repository = { id: 10, name: 'api' }

test('what is not said has a default', () => {
  const { organisations } = parseHostDescription(hostWith({ repositories: [repository] }))
  expect(organisations[0]).toMatchObject({
    basePermission: 'none',
    repositories: [{ private: false, defaultBranch: 'main' }],
  })
})

test.each([
  ['a person nobody described', { members: [{ login: 'ghost', role: 'member' }] }, 'ghost is named but is not among'],
  [
    'a team with a repository of nobody',
    { teams: [team({ repositories: [{ name: 'x', permission: 'pull' }] })] },
    'unknown repository x',
  ],
  ['a team of people outside', { teams: [team({ members: ['ada'] })] }, 'ada is in team crew but not in acme'],
  ['two repositories with one id', { repositories: [repository, { ...repository, name: 'web' }] }, 'share an id'],
  ['a name that leaves its folder', { repositories: [{ ...repository, name: '..' }] }, 'not a repository name'],
  ['a key that means nothing', { colour: 'red' }, 'colour'],
] as const)('%s is refused in a sentence', (_, organisation, sentence) => {
  expect(() => parseHostDescription(hostWith(organisation))).toThrow(sentence)
})

function hostWith(organisation: object): unknown {
  const base = { id: 5, login: 'acme', name: 'Acme' }
  return { users: [user], organisations: [{ ...base, ...organisation }] } satisfies Partial<HostDescriptionInput>
}

function team(more: object) {
  return { id: 7, slug: 'crew', name: 'Crew', ...more }
}
