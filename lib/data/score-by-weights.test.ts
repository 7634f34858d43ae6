import { afterAll, beforeAll, expect, test } from 'vitest'
import { CHARACTERISTICS, type CharacteristicId, VERDICTS, type Verdict } from '@/lib/checks/rubric'
import { categoryScores, coverage, totalScore, verdictScore } from '@/lib/checks/score'
import { HIGHEST_WEIGHT, STANDARD_WEIGHTS, type Weights } from '@/lib/checks/weights'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { Prisma } from './generated/client'
import { scoreByWeights } from './score-by-weights'

const ORGANISATION = 100n
const API = 1n
const CASES = 400
let database: Awaited<ReturnType<typeof createTestDatabase>>
let random = 20260101

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  await db().organisation.create({ data: { githubId: ORGANISATION, login: 'hangar' } })
  await db().repository.create({
    data: {
      githubId: API,
      organisationId: ORGANISATION,
      name: 'api',
      isPrivate: false,
      isArchived: false,
      isFork: false,
    },
  })
  for (let at = 0; at < CASES; at += 1) judged.push(judge(at))
  await db().audit.createMany({ data: judged.map(toRow) })
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})

interface Judged {
  readonly verdicts: Partial<Record<CharacteristicId, Verdict>>
  readonly means: Partial<Record<CharacteristicId, number>>
}

const judged: Judged[] = []

const only = (...ids: readonly CharacteristicId[]) =>
  Object.fromEntries(CHARACTERISTICS.map(({ id }) => [id, ids.includes(id) ? 3 : 0])) as Weights

test.each<[string, () => Weights]>([
  ['the standard weights', () => STANDARD_WEIGHTS],
  ['equal weights', () => Object.fromEntries(CHARACTERISTICS.map(({ id }) => [id, 1])) as Weights],
  ['a single one', () => only('testing')],
  ['those of one category', () => only('readme', 'api-docs', 'docstrings')],
  ...Array.from({ length: 6 }, (_, at): [string, () => Weights] => [
    `chance, ${at + 1}`,
    () => Object.fromEntries(CHARACTERISTICS.map(({ id }) => [id, below(HIGHEST_WEIGHT + 1)])) as Weights,
  ]),
])('SQL counts scores, coverages and categories exactly as the engine does: %s', async (_, make) => {
  const weights = make()
  const rows = await db().$queryRaw<{ commit: string; score: number | null; coverage: number; categories: unknown }[]>`
    select a.commit, n.score, n.coverage, n.categories from audits a
    join (${scoreByWeights(weights, Prisma.sql`audits a`, Prisma.sql`true`)}) n on n.id = a.id`
  const found = new Map(rows.map(({ commit, ...figures }) => [commit, figures]))
  // An audit without any verdict was made before they were kept; nothing is known of it.
  const known = judged.map((each, at) => ({ each, at })).filter(({ each }) => Object.keys(each.verdicts).length > 0)
  expect(found.size).toBe(known.length)
  for (const { each, at } of known) {
    const results = CHARACTERISTICS.flatMap(({ id, category }) => {
      const verdict = each.verdicts[id]
      return verdict ? [{ category, verdict, weight: weights[id], score: each.means[id] ?? verdictScore(verdict) }] : []
    })
    expect(found.get(commitOf(at))).toEqual({
      score: totalScore(results),
      coverage: coverage(results),
      categories: categoryScores(results),
    })
  }
})

function judge(at: number): Judged {
  if (at === 0) return { verdicts: {}, means: {} }
  if (at <= VERDICTS.length) return { verdicts: all(() => VERDICTS[at - 1] ?? 'pass'), means: {} }
  // Some by few verdicts, some with characteristics that their rubric did not have.
  const choice = VERDICTS.slice(0, 1 + below(VERDICTS.length))
  const whole = all(() => choice[below(choice.length)] ?? 'pass')
  const verdicts = Object.fromEntries(Object.entries(whole).filter(() => at % 7 !== 0 || below(3) > 0))
  const means = Object.entries(verdicts).flatMap(([id, verdict]) =>
    at % 3 === 0 && verdictScore(verdict) !== null && below(2) === 0 ? [[id, below(1001) / 1000]] : [],
  )
  return { verdicts, means: Object.fromEntries(means) }
}

function all(choose: () => Verdict) {
  return Object.fromEntries(CHARACTERISTICS.map(({ id }) => [id, choose()]))
}

function toRow({ verdicts, means }: Judged, at: number) {
  return {
    repositoryId: API,
    commit: commitOf(at),
    rubricVersion: 'v1',
    committedAt: new Date('2026-01-01'),
    score: null,
    coverage: 1,
    kind: 'web-service',
    kindReason: '',
    kindEvidence: [],
    projects: [],
    roles: {},
    limits: [],
    linesOfCode: 1,
    durationMs: 1,
    verdicts,
    meanScores: means,
  }
}

function commitOf(at: number): string {
  return at.toString(16).padStart(40, '0')
}

/** The same numbers each time. */
function below(bound: number): number {
  random = (random * 1103515245 + 12345) % 2147483648
  return Math.floor((random / 2147483648) * bound)
}
