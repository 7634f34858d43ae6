import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { PEOPLE, signIn } from '@/e2e/scans/people'
import { startScanWorld } from '@/e2e/scans/scan-world'
import { db } from '@/lib/data/db'
import { fetchTokenOwner } from '@/lib/github/viewer'
import { asUser } from './github-token'

let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
})
afterAll(() => world?.close())
beforeEach(() => world.github.clearFaults())

test('nothing readable of a token is stored', async () => {
  const token = world.github.issueToken('ada')
  await signIn('ada', () => token, null, 'a-refresh-token')
  const row = await db().githubToken.findUniqueOrThrow({ where: { userId: PEOPLE.ada } })
  expect(JSON.stringify({ ...row, userId: '' })).not.toContain(token)
  expect(row.refreshToken).not.toContain('a-refresh-token')
})

test('a token copied to the row of somebody else is of no use, and stays what it is', async () => {
  await signIn('ada', world.github.issueToken)
  await signIn('alan', world.github.issueToken)
  const stolen = await db().githubToken.findUniqueOrThrow({ where: { userId: PEOPLE.ada } })
  await db().githubToken.update({ where: { userId: PEOPLE.alan }, data: { accessToken: stolen.accessToken } })
  await expect(asUser(PEOPLE.alan, fetchTokenOwner)).rejects.toMatchObject({ code: 'misconfigured' })
  expect(await db().githubToken.count({ where: { userId: PEOPLE.alan } })).toBe(1)
})

test('a token about to end is renewed once, however many ask', async () => {
  const { refreshToken } = await world.signInThroughPages('ada')
  await signIn('ada', world.github.issueToken, new Date(Date.now() - 1000), refreshToken)
  world.github.clearCounters()
  const owners = await Promise.all(Array.from({ length: 4 }, () => asUser(PEOPLE.ada, fetchTokenOwner)))
  expect(owners.map(({ login }) => login)).toEqual(['ada', 'ada', 'ada', 'ada'])
  expect(world.github.counters().requests['POST /login/oauth/access_token']).toBe(1)
  await expect(asUser(PEOPLE.ada, fetchTokenOwner)).resolves.toMatchObject({ login: 'ada' })
})

test('a refresh token that was used before signs the person out', async () => {
  await signIn('ada', world.github.issueToken, new Date(Date.now() - 1000), 'spent')
  await expect(asUser(PEOPLE.ada, fetchTokenOwner)).rejects.toMatchObject({ code: 'signed-out' })
  expect(await db().githubToken.findUnique({ where: { userId: PEOPLE.ada } })).toBeNull()
})

test('a refresh token that can not be decrypted here is kept for whoever has its key', async () => {
  await signIn('ada', world.github.issueToken, new Date(Date.now() - 1000), 'sealed-elsewhere')
  const refreshToken = 'v1.of.another.key'
  await db().githubToken.update({ where: { userId: PEOPLE.ada }, data: { refreshToken } })
  world.github.clearCounters()
  await expect(asUser(PEOPLE.ada, fetchTokenOwner)).rejects.toMatchObject({ code: 'misconfigured' })
  expect(await db().githubToken.findUnique({ where: { userId: PEOPLE.ada } })).toMatchObject({ refreshToken })
  expect(world.github.counters().requests['POST /login/oauth/access_token']).toBeUndefined()
})

test('while GitHub is down the sign-in is kept', async () => {
  await signIn('ada', world.github.issueToken, new Date(Date.now() - 1000), 'not-asked-yet')
  world.github.injectFault({ match: '/login/oauth/access_token', status: 503, times: 10 })
  await expect(asUser(PEOPLE.ada, fetchTokenOwner)).rejects.toMatchObject({ code: 'github-unavailable' })
  expect(await db().githubToken.findUnique({ where: { userId: PEOPLE.ada } })).not.toBeNull()
})
