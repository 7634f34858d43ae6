import { z } from 'zod'
import { CHARACTERISTICS, type CharacteristicId, KIND_TITLES } from '@/lib/checks/rubric'
import type { Kind } from '@/lib/facts/facts'
import { longDay } from './campaign-words'
import type { SearchParams } from './scorecard-query'

/** What a campaign wants: a characteristic that passes, or a score (0 to 100) at least. */
export type CampaignGoal =
  | { readonly characteristic: CharacteristicId; readonly minimumScore: null }
  | { readonly characteristic: null; readonly minimumScore: number }

/** What a person decides about a campaign. */
export interface CampaignFields {
  readonly name: string
  readonly goal: CampaignGoal
  /** Kinds of program that are meant; empty: all. */
  readonly kinds: readonly Kind[]
  /** Slugs of the teams whose repositories are meant; empty: whatever team has them. */
  readonly teams: readonly string[]
  /** YYYY-MM-DD (UTC): the last day. */
  readonly targetOn: string
}

/** The value of `goal` in a form where a score is wanted. */
export const SCORE_GOAL = '~score'

/** Kinds that a campaign can be about: those that are judged. */
export const CAMPAIGN_KINDS = (Object.keys(KIND_TITLES) as Kind[]).filter((kind) => kind !== 'none')

const MOST_TEAMS = 50
const LONGEST_YEARS = 3

/** What stands in the fields of a form, as texts, whether it makes sense or not. */
export interface CampaignDraft {
  readonly name: string
  readonly goal: string
  readonly score: string
  readonly kinds: readonly string[]
  readonly teams: readonly string[]
  readonly target: string
}

export const EMPTY_DRAFT: CampaignDraft = { name: '', goal: '', score: '', kinds: [], teams: [], target: '' }

/** What an address says of a campaign that is not stored yet; null when it says nothing. */
export function draftFromSearch(params: SearchParams): CampaignDraft | null {
  if (params.name === undefined && params.goal === undefined) return null
  const all = (name: string) => [params[name] ?? []].flat()
  const first = (name: string) => all(name)[0] ?? ''
  return bounded({
    name: first('name'),
    goal: first('goal'),
    score: first('score'),
    kinds: all('kind'),
    teams: all('team'),
    target: first('target'),
  })
}

/** The version of a campaign that an address says its draft was made from; one that no campaign has where it says none. */
export function basisOf({ basis }: SearchParams): string {
  return typeof basis === 'string' ? basis.slice(0, 100) : ''
}

export function draftFromForm(form: FormData): CampaignDraft {
  const all = (name: string) => form.getAll(name).filter((value) => typeof value === 'string')
  const first = (name: string) => all(name)[0] ?? ''
  return bounded({
    name: first('name'),
    goal: first('goal'),
    score: first('score'),
    kinds: all('kind'),
    teams: all('team'),
    target: first('target'),
  })
}

/** The draft of what is stored, to be changed. */
export function draftOf({ name, goal, kinds, teams, targetOn }: CampaignFields): CampaignDraft {
  return {
    name,
    goal: goal.characteristic ?? SCORE_GOAL,
    score: goal.minimumScore === null ? '' : String(goal.minimumScore),
    kinds,
    teams,
    target: targetOn,
  }
}

/** The fields of a form as the pairs that it sends. */
export function draftPairs({ name, goal, score, kinds, teams, target }: CampaignDraft): readonly [string, string][] {
  return [
    ['name', name],
    ['goal', goal],
    ...(score === '' ? [] : [['score', score] as [string, string]]),
    ...kinds.map((kind): [string, string] => ['kind', kind]),
    ...teams.map((team): [string, string] => ['team', team]),
    ['target', target],
  ]
}

const Name = z.string().trim().min(1).max(100)
const Characteristic = z.enum(CHARACTERISTICS.map(({ id }) => id))
const Kinds = z.array(z.enum(CAMPAIGN_KINDS as [Kind, ...Kind[]]))
const Teams = z.array(z.string().regex(/^[\w.-]{1,100}$/)).max(MOST_TEAMS)
const Score = z
  .string()
  .trim()
  .min(1)
  .transform((text) => Number(text.replace(',', '.')))
  .pipe(z.number().min(1).max(100))

export type ParsedCampaign =
  | { readonly ok: true; readonly fields: CampaignFields }
  /** Each a sentence for a person. */
  | { readonly ok: false; readonly problems: readonly string[] }

/** A draft checked; its last day is `earliest` (YYYY-MM-DD) at the earliest. */
export function parseCampaign(draft: CampaignDraft, earliest: string): ParsedCampaign {
  const name = Name.safeParse(draft.name)
  const goal = parseGoal(draft)
  const kinds = Kinds.safeParse(draft.kinds)
  const teams = Teams.safeParse(draft.teams)
  const latest = `${Number(earliest.slice(0, 4)) + LONGEST_YEARS}${earliest.slice(4)}`
  const target = z.iso.date().safeParse(draft.target)
  const problems = [
    !name.success && 'Name the campaign with 1 to 100 characters.',
    typeof goal === 'string' && goal,
    !kinds.success && 'One of the kinds is not known here. Choose again.',
    !teams.success && `Choose at most ${MOST_TEAMS} teams, each from the list.`,
    !target.success && 'Choose the last day, as a date.',
    target.success &&
      (target.data < earliest || target.data > latest) &&
      `The last day is ${longDay(earliest)} at the earliest, and ${LONGEST_YEARS} years after it at the latest.`,
  ].filter((problem) => problem !== false)
  if (!name.success || typeof goal === 'string' || !kinds.success || !teams.success || !target.success) {
    return { ok: false, problems }
  }
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    fields: {
      name: name.data,
      goal,
      kinds: [...new Set(kinds.data)],
      teams: [...new Set(teams.data)],
      targetOn: target.data,
    },
  }
}

function parseGoal({ goal, score }: CampaignDraft): CampaignGoal | string {
  if (goal === SCORE_GOAL) {
    const parsed = Score.safeParse(score)
    return parsed.success
      ? { characteristic: null, minimumScore: parsed.data }
      : 'The lowest score is a number from 1 to 100.'
  }
  const parsed = Characteristic.safeParse(goal)
  if (!parsed.success) return 'Choose what is wanted: one of the characteristics, or a lowest score.'
  return { characteristic: parsed.data, minimumScore: null }
}

/** An address may be long; what is kept of it to be shown again is not. */
function bounded(draft: CampaignDraft): CampaignDraft {
  const cut = (text: string) => text.slice(0, 200)
  return {
    name: cut(draft.name),
    goal: cut(draft.goal),
    score: cut(draft.score),
    kinds: draft.kinds.slice(0, 20).map(cut),
    teams: draft.teams.slice(0, MOST_TEAMS + 1).map(cut),
    target: cut(draft.target),
  }
}
