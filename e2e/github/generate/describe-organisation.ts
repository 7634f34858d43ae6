import type { HostDescriptionInput, Permission } from '../organisation'
import { chance, pick } from './chance'
import { Names, personName, topics } from './names'
import { emailOf, isPython, type Kind, type Template } from './templates'

export interface Size {
  login: string
  repositories: number
  teams: number
  people: number
  seed: number
}

/** Which template a repository is made like, and how far it has followed it; empty ones follow none. */
export interface Origin {
  name: string
  branch: string
  template: number
  /** Commits that are not there yet, counted from the newest. */
  behind: number
  isEmpty: boolean
}

type Organisation = HostDescriptionInput['organisations'][number]
type Repository = NonNullable<Organisation['repositories']>[number]
type Team = NonNullable<Organisation['teams']>[number]

const NOUNS: Record<Kind, readonly string[]> = {
  service: ['api', 'service', 'gateway', 'backend'],
  library: ['lib', 'client', 'models', 'sdk'],
  cli: ['cli', 'tool', 'admin'],
  job: ['worker', 'pipeline', 'sync', 'importer'],
  node: ['web', 'portal', 'console'],
  go: ['proxy', 'agent'],
  terraform: ['infra', 'network'],
  docs: ['handbook', 'decisions'],
}

/** Tokens of a generated organisation: of an owner, of a member in one team, and of somebody outside. */
export const GENERATED_TOKENS = {
  owner: 'generated-owner-token',
  member: 'generated-member-token',
  outsider: 'generated-outsider-token',
} as const

/** People, teams and repositories, the same for the same size and seed. */
export function describeOrganisation(
  size: Size,
  templates: readonly Template[],
): { description: HostDescriptionInput; origins: Origin[] } {
  const { login, people, seed } = size
  const logins = Array.from({ length: people }, (_, index) => `person-${index + 1}`)
  const owners = Math.min(people, Math.max(1, Math.ceil(people / 200)))
  const outsiders = Array.from({ length: Math.max(1, Math.ceil(people / 100)) }, (_, index) => `outsider-${index + 1}`)
  const names = new Names(seed)
  const teams = Array.from({ length: size.teams }, (_, index) => describeTeam(size, names, index))
  const made = Array.from({ length: size.repositories }, (_, index) =>
    describeRepository(size, templates, names, outsiders, index),
  )
  joinTeams(size, teams, logins, owners)
  made.forEach(({ repository }, index) => {
    handOut(size, teams, repository.name, index)
  })
  const tokens = [
    { token: GENERATED_TOKENS.owner, login: logins[0] },
    { token: GENERATED_TOKENS.member, login: logins[owners] },
    { token: GENERATED_TOKENS.outsider, login: outsiders[0] },
  ]
  const description: HostDescriptionInput = {
    users: [
      ...logins.map((person, index) => ({
        id: 10_001 + index,
        login: person,
        name: personName(seed, index),
        email: emailOf(index),
      })),
      ...outsiders.map((person, index) => ({ id: 90_001 + index, login: person, email: `${person}@elsewhere.test` })),
    ],
    organisations: [
      {
        id: 9001,
        login,
        name: login.replace(/^./, (letter) => letter.toUpperCase()),
        members: logins.map((person, index) => ({ login: person, role: index < owners ? 'admin' : 'member' })),
        teams,
        repositories: made.map(({ repository }) => repository),
      },
    ],
    oauthApps: [{ clientId: 'airworthy-local', clientSecret: 'airworthy-local-secret' }],
    tokens: tokens.flatMap(({ token, login: person }) => (person ? [{ token, login: person }] : [])),
  }
  return { description, origins: made.map(({ origin }) => origin) }
}

function describeRepository(
  { seed }: Size,
  templates: readonly Template[],
  names: Names,
  outsiders: readonly string[],
  index: number,
): { repository: Repository; origin: Origin } {
  const draw = (what: string) => chance(seed, what, index)
  const wantsPython = draw('python') < 0.85
  const fitting = templates.flatMap(({ kind }, at) => (isPython(kind) === wantsPython ? [at] : []))
  const template = pick(fitting.length > 0 ? fitting : [0], seed, 'template', index)
  const { kind, languages, commits } = templates[template] as Template
  const name = names.repository(index, NOUNS[kind])
  const isEmpty = draw('empty') < 0.01
  const [language] = Object.entries(languages).sort((left, right) => right[1] - left[1])
  const branch = draw('branch') < 0.03 ? 'master' : 'main'
  const repository: Repository = {
    id: 100_001 + index,
    name,
    description: draw('description') < 0.8 ? `What ${name.replaceAll('-', ' ')} needs` : null,
    private: draw('private') < 0.7,
    archived: draw('archived') < 0.08,
    fork: draw('fork') < 0.04,
    topics: topics(seed, index),
    defaultBranch: branch,
    language: isEmpty ? null : (language?.[0] ?? null),
    languages: isEmpty ? {} : languages,
    collaborators:
      draw('collaborator') < 0.005 ? [{ login: pick(outsiders, seed, 'outsider', index), permission: 'push' }] : [],
  }
  const behind = draw('behind') < 0.7 ? 0 : Math.floor(draw('commits') * Math.min(6, commits.length))
  return { repository, origin: { name, branch, template, behind, isEmpty } }
}

function describeTeam(
  { seed }: Size,
  names: Names,
  index: number,
): Team & { members: string[]; repositories: Grant[] } {
  const slug = names.team(index)
  const name = slug.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase())
  const secret = chance(seed, 'secret', index) < 0.03
  return { id: 20_001 + index, slug, name, secret, members: [], repositories: [] }
}

type Grant = { name: string; permission: Permission }

/** Everybody but the owners is in one team, some in two. */
function joinTeams(
  { seed }: Size,
  teams: readonly { members: string[] }[],
  logins: readonly string[],
  owners: number,
): void {
  logins.forEach((login, index) => {
    const team = teams[index % Math.max(1, teams.length)]
    if (!team || index < owners) return
    team.members.push(login)
    const second = pick(teams, seed, 'second', index)
    if (second !== team && chance(seed, 'joins', index) < 0.15) second.members.push(login)
  })
}

/** Nine of ten repositories belong to a team; some are read by another. */
function handOut({ seed }: Size, teams: readonly { repositories: Grant[] }[], name: string, index: number): void {
  if (teams.length === 0 || chance(seed, 'owned', index) < 0.1) return
  const team = pick(teams, seed, 'team', index)
  team.repositories.push({ name, permission: pick(['admin', 'maintain', 'push'] as const, seed, 'permission', index) })
  const reader = pick(teams, seed, 'reader', index)
  if (reader !== team && chance(seed, 'read', index) < 0.1) reader.repositories.push({ name, permission: 'pull' })
}
