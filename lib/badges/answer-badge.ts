import 'server-only'
import { createHash } from 'node:crypto'
import type { Verdict } from '@/lib/checks/rubric'
import { shownScore } from '@/lib/checks/shown-score'
import type { BadgeFacts } from '@/lib/data/badges'
import { type Badge, drawBadge, type Tone } from './draw-badge'

const VERDICT_WORDS: Readonly<Record<Verdict, readonly [value: string, tone: Tone]>> = {
  pass: ['pass', 'good'],
  partial: ['partial', 'fair'],
  fail: ['fail', 'bad'],
  not_applicable: ['not applicable', 'neutral'],
  unknown: ['unknown', 'unsure'],
}

const TOO_MANY: Badge = { label: 'airworthy', value: 'too many requests', tone: 'neutral' }
const NOT_FOUND: Badge = { label: 'airworthy', value: 'not found', tone: 'neutral' }

/** So long after a push or a revoked link an image may still show what was. */
const FRESH_SECONDS = 300

/** A badge as an answer. Without facts it is the same for all that can't be shown, whether or not it exists. */
export function answerBadge(facts: BadgeFacts | null, request: Request): Response {
  const svg = drawBadge(facts ? badgeOf(facts) : NOT_FOUND)
  const etag = `"${createHash('sha256').update(svg).digest('base64url').slice(0, 22)}"`
  const headers = {
    'content-type': 'image/svg+xml; charset=utf-8',
    'cache-control': `public, max-age=${FRESH_SECONDS}, must-revalidate`,
    'cross-origin-resource-policy': 'cross-origin',
    etag,
  }
  if (facts && knows(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  return new Response(svg, { status: facts ? 200 : 404, headers })
}

/** What is shown instead of any badge until so many seconds are over. */
export function refuseBadge(retryAfter: number): Response {
  const headers = {
    'content-type': 'image/svg+xml; charset=utf-8',
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'cross-origin',
    'retry-after': String(retryAfter),
  }
  return new Response(drawBadge(TOO_MANY), { status: 429, headers })
}

function badgeOf(facts: BadgeFacts): Badge {
  const badge = currentBadge(facts)
  // Whoever reads the image must not take the score of before for that of what could not be judged.
  return facts.isBehind ? { ...badge, value: `${badge.value}, behind`, tone: 'unsure' } : badge
}

function currentBadge(facts: BadgeFacts): Badge {
  if (facts.about === 'score') {
    const { score } = facts
    const value = score === null ? 'not audited' : `${shownScore(score)} of 100`
    return { label: 'airworthy', value, tone: toneOf(score) }
  }
  const [value, tone] = facts.verdict ? VERDICT_WORDS[facts.verdict] : (['not audited', 'neutral'] as const)
  return { label: facts.about.replaceAll('-', ' '), value, tone }
}

function toneOf(score: number | null): Tone {
  if (score === null) return 'neutral'
  const shown = shownScore(score)
  if (shown >= 70) return 'good'
  return shown >= 40 ? 'fair' : 'bad'
}

/** Whether an `If-None-Match` names this text, weakly or not. */
function knows(header: string | null, etag: string): boolean {
  return header?.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag) ?? false
}
