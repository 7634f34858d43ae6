import { z } from 'zod'
import { listOf, named } from './named'
import {
  Address,
  Category,
  CategoryScores,
  Characteristic,
  Count,
  Coverage,
  Day,
  Id,
  Instant,
  ReadyBar,
  RepositoryKind,
  Score,
  TeamName,
  Verdict,
} from './values'

export const RepositoryRow = named(
  'RepositoryRow',
  z.object({
    id: Id,
    name: z.string(),
    description: z.string().nullable(),
    isPrivate: z.boolean(),
    isArchived: z.boolean(),
    pushedAt: Instant.nullable(),
    kind: RepositoryKind.nullable(),
    score: Score,
    noScoreReason: z.string().nullable().describe('Why there is no score; null where there is one.'),
    coverage: Coverage,
    isBehind: z.boolean().describe('All of this is of an older commit, because the newest could not be judged.'),
    change: z
      .number()
      .nullable()
      .describe('Points gained since the window began; null when there was nothing yet or the rules changed since.'),
    categories: CategoryScores,
    ready: z.boolean().describe('Ready for production by the organisation’s bar; false without a score.'),
    linesOfCode: Count.nullable().describe('Lines of application code; null without an audit.'),
    waived: Count.describe('Gaps that are waived now.'),
    teams: listOf(TeamName).describe('Those of which the viewer may know, by name.'),
    fails: Count.nullable().describe('Characteristics that fail; null without an audit.'),
    url: Address,
    htmlUrl: Address,
  }),
)

export const Repositories = named(
  'Repositories',
  z.object({ total: Count.describe('How many match, on all pages.'), repositories: listOf(RepositoryRow) }),
)

export const Evidence = named(
  'Evidence',
  z
    .object({
      path: z.string(),
      line: Count.optional(),
      endLine: Count.optional(),
      note: z.string(),
      url: Address.nullable().describe('The place on GitHub at the audited commit.'),
    })
    .describe('A place in the code, its lines counted from 1. Paths and notes may hold text of the repository.'),
)

const Fix = named(
  'Fix',
  z.object({
    summary: z.string(),
    snippet: z.object({ path: z.string(), language: z.string(), code: z.string() }).optional(),
  }),
)

export const Result = named(
  'Result',
  z
    .object({
      id: Characteristic,
      title: z.string().describe('The claim that is true when it passes.'),
      category: Category,
      verdict: Verdict,
      score: z.number().nullable().describe('0 to 1; null for what is not judged.'),
      weight: z.number(),
      message: z.string(),
      evidence: listOf(Evidence),
      fix: Fix.nullable(),
    })
    .describe('How the code stands to one characteristic.'),
)

const Project = named(
  'Project',
  z
    .object({
      path: z.string().describe('Its folder; empty for the root.'),
      kind: RepositoryKind,
      kindReason: z.string(),
      linesOfCode: Count,
      score: Score,
      coverage: Coverage,
      results: listOf(Result),
    })
    .describe('One of the projects of a monorepo.'),
)

export const Audit = named(
  'Audit',
  z.object({
    id: z.string(),
    commit: z.string(),
    committedAt: Instant,
    auditedAt: Instant,
    score: Score,
    coverage: Coverage,
    kind: RepositoryKind,
    kindReason: z.string(),
    kindEvidence: listOf(Evidence),
    linesOfCode: Count,
    results: listOf(Result).describe('In the rubric’s order.'),
    projects: listOf(Project),
    limits: listOf(z.object({ kind: z.string(), message: z.string(), paths: listOf(z.string()) })).describe(
      'What could not be looked at, and why.',
    ),
  }),
)

const Waiver = named(
  'Waiver',
  z.object({
    characteristic: Characteristic,
    reason: z.string(),
    expiresOn: Day.describe('The last day on which it counts.'),
    by: z.string().describe('Login of who waived it.'),
    createdAt: Instant,
  }),
)

export const Repository = named(
  'Repository',
  z.object({
    org: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    isPrivate: z.boolean(),
    isArchived: z.boolean(),
    isFork: z.boolean(),
    defaultBranch: z.string().nullable(),
    headCommit: z.string().nullable(),
    teams: listOf(TeamName),
    audit: Audit.nullable().describe('The latest; null before the first.'),
    isBehind: z.boolean().describe('The audit is of an older commit, because the newest could not be judged.'),
    ready: z.boolean().describe('Whether the latest audit is ready for production; false without one.'),
    readyBar: ReadyBar,
    waivers: listOf(Waiver).describe('Gaps that somebody waived until a day. They stay in the score.'),
    effectiveScore: Score.describe('The score of the latest audit without what is waived.'),
    url: Address,
    htmlUrl: Address,
    githubUrl: Address,
  }),
)

const Cause = named(
  'Cause',
  z
    .object({
      precision: z.enum(['exact', 'range']).describe('range: one of the commits after lastCommit up to commit.'),
      commit: z.string(),
      lastCommit: z.string(),
      headline: z.string(),
      authorLogin: z.string().nullable(),
      authorName: z.string().nullable(),
      pull: z.object({ number: Count, title: z.string().nullable(), mergedByLogin: z.string().nullable() }).nullable(),
    })
    .describe('The commit that changed a verdict, and who brought it in.'),
)

export const VerdictChange = named(
  'VerdictChange',
  z.object({ characteristic: Characteristic, from: Verdict, to: Verdict, cause: Cause.nullable() }),
)

export const History = named(
  'History',
  z.object({
    points: listOf(z.object({ day: Day, value: Score })).describe('The ends of the last 12 months and today.'),
    ruleChanges: listOf(Day),
    steps: listOf(
      z.object({
        day: Day,
        commit: z.string(),
        commitBefore: z.string().nullable().describe('What it is compared with; null for the first audit.'),
        score: Score,
        scoreBefore: Score,
        rulesChanged: z.boolean(),
        changes: listOf(VerdictChange),
      }),
    ).describe('Audited days that changed the score or a verdict, the newest first, at most 50.'),
    url: Address,
    htmlUrl: Address,
  }),
)
