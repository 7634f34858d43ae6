import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildFixture } from '@/e2e/github/fixture'
import { type LocalGitHub, startLocalGitHub } from '@/e2e/github/server'
import { createGitHubClient } from './client'
import { listOrganisation } from './organisation-listing'
import { findTeamBySlug } from './team-by-slug'
import { fetchProfile, fetchTokenOwner } from './viewer'

const TURNED = '\u202egpj'
const SHOWN = '\\u{202e}gpj'

let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub

beforeAll(async () => {
  fixture = await buildFixture()
  const file = join(fixture.root, 'organisation.json')
  const description = JSON.parse(await readFile(file, 'utf8'))
  description.organisations[0].teams.push({
    id: 599,
    slug: 'takeover',
    name: 'Takeover',
    secret: true,
    members: ['ada'],
    repositories: [{ name: 'site', permission: 'pull' }],
  })
  description.users[0].name = `Ada${TURNED}`
  Object.assign(description.organisations[0], { name: `Hangar${TURNED}`, description: TURNED })
  description.organisations[0].repositories[0].description = TURNED
  Object.assign(description.organisations[0].teams[0], { name: `Engines${TURNED}`, description: TURNED })
  await writeFile(file, JSON.stringify(description))
  github = await startLocalGitHub({ root: fixture.root })
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    GITHUB_URL: github.url,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_TOKEN: 'token-of-ada',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
})
afterAll(async () => {
  await github.close()
  await fixture.remove()
})

test('a secret team, which an owner sees, is not listed, because what is stored is shown to other members', async () => {
  const { teams, complete } = await listOrganisation(createGitHubClient('token-of-ada'), 'hangar', 100n)
  expect(teams.map(({ slug }) => slug)).toEqual(['engines', 'wings'])
  expect(complete.teams).toBe(true)
})

test('names and descriptions that people gave hold nothing that turns text around', async () => {
  const client = createGitHubClient('token-of-ada')
  const listed = await listOrganisation(client, 'hangar', 100n)
  expect(listed.organisation).toMatchObject({ name: `Hangar${SHOWN}`, description: SHOWN })
  expect(listed.repositories.find(({ name }) => name === 'api')).toMatchObject({ description: SHOWN })
  expect(listed.teams[0]).toMatchObject({ name: `Engines${SHOWN}`, description: SHOWN })
  expect(listed.members.find(({ login }) => login === 'ada')).toMatchObject({ name: `Ada${SHOWN}` })
  expect(await findTeamBySlug(client, 'hangar', 'engines')).toMatchObject({ name: `Engines${SHOWN}` })
  expect(await fetchTokenOwner(client)).toMatchObject({ name: `Ada${SHOWN}` })
  expect(await fetchProfile('token-of-ada')).toMatchObject({ name: `Ada${SHOWN}` })
})
