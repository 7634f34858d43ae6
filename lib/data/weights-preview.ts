import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { shownScore } from '@/lib/checks/shown-score'
import type { Weights } from '@/lib/checks/weights'
import { db } from './db'
import { Prisma } from './generated/client'
import { isReady } from './ready'
import { scoreByWeights } from './score-by-weights'
import { isVisible } from './visible'

/** One repository's score now and by other weights, 0 to 100. */
export interface MovedScore {
  readonly name: string
  readonly before: number
  readonly after: number
}

/** An organisation's figures by some weights, over what the viewer may see. */
export interface WeighedFigures {
  /** Mean, 0 to 100; null where nothing has a score. */
  readonly score: number | null
  readonly scored: number
  readonly ready: number
  /** Ten counts: scores from 0 to 9, 10 to 19, … 90 to 100. */
  readonly distribution: readonly number[]
}

export interface WeightsPreview {
  readonly repositories: number
  readonly before: WeighedFigures
  readonly after: WeighedFigures
  /** The five that gain and that lose most, the most first. */
  readonly gained: readonly MovedScore[]
  readonly lost: readonly MovedScore[]
  readonly gainedCount: number
  readonly lostCount: number
}

const NAMED = 5

/** What other weights would change, over the latest audits that the viewer may see; nothing is stored. */
export async function previewWeights(access: OrgAccess, weights: Weights): Promise<WeightsPreview> {
  const visible = isVisible(access)
  const latest = Prisma.sql`audits a join repositories r on r.latest_audit_id = a.id`
  const ready = (score: Prisma.Sql) => Prisma.sql`coalesce(${isReady(access.organisationId, score)}, false)`
  const rows = await db().$queryRaw<PreviewRow[]>`
    select r.name, a.score as before, n.score as after,
      ${ready(Prisma.sql`a.score`)} as "readyBefore", ${ready(Prisma.sql`n.score`)} as "readyAfter"
    from repositories r left join audits a on a.id = r.latest_audit_id
    left join (${scoreByWeights(weights, latest, visible)}) n on n.id = a.id
    where ${visible} order by r.name`
  const moved = rows.flatMap(({ name, before, after }) =>
    before !== null && after !== null && before !== after ? [{ name, before, after }] : [],
  )
  const gained = moved.filter(({ before, after }) => after > before).sort((a, b) => gain(b) - gain(a))
  const lost = moved.filter(({ before, after }) => after < before).sort((a, b) => gain(a) - gain(b))
  return {
    repositories: rows.length,
    before: figuresOf(rows.map(({ before, readyBefore }) => ({ score: before, isReady: readyBefore }))),
    after: figuresOf(rows.map(({ after, readyAfter }) => ({ score: after, isReady: readyAfter }))),
    gained: gained.slice(0, NAMED),
    lost: lost.slice(0, NAMED),
    gainedCount: gained.length,
    lostCount: lost.length,
  }
}

interface PreviewRow {
  name: string
  before: number | null
  after: number | null
  readyBefore: boolean
  readyAfter: boolean
}

function gain({ before, after }: MovedScore): number {
  return after - before
}

function figuresOf(states: readonly { readonly score: number | null; readonly isReady: boolean }[]): WeighedFigures {
  const scores = states.flatMap(({ score }) => score ?? [])
  const distribution = Array.from({ length: 10 }, () => 0)
  for (const score of scores) {
    const bin = Math.min(Math.floor(shownScore(score) / 10), 9)
    distribution[bin] = (distribution[bin] ?? 0) + 1
  }
  return {
    score: scores.length > 0 ? scores.reduce((sum, score) => sum + score, 0) / scores.length : null,
    scored: scores.length,
    ready: states.filter(({ isReady }) => isReady).length,
    distribution,
  }
}
