import { z } from 'zod'
import { AppDescription, findAppProblem } from './apps/app-description'
import { Id, Login, RepositoryName, Slug } from './names'
import { Protection } from './protection/protection-description'

/** The five roles of GitHub, weakest first. */
export const Permission = z.enum(['pull', 'triage', 'push', 'maintain', 'admin'])
export type Permission = z.infer<typeof Permission>

export const RepositoryDescription = z.strictObject({
  id: Id,
  name: RepositoryName,
  description: z.string().nullable().default(null),
  private: z.boolean().default(false),
  archived: z.boolean().default(false),
  hasIssues: z.boolean().default(true),
  /** Branch protection, rulesets and GitHub's own scans; nothing of it when absent. */
  protection: Protection.optional(),
  fork: z.boolean().default(false),
  topics: z.array(z.string()).default([]),
  language: z.string().nullable().default(null),
  /** Bytes by language; counted from the files when absent. */
  languages: z.record(z.string(), z.number().int().positive()).optional(),
  defaultBranch: z.string().default('main'),
  /** ISO time; the committer date of the head commit when absent. */
  pushedAt: z.iso.datetime({ offset: true }).optional(),
  collaborators: z.array(z.strictObject({ login: Login, permission: Permission })).default([]),
})
export type RepositoryDescription = z.infer<typeof RepositoryDescription>

export const TeamDescription = z.strictObject({
  id: Id,
  slug: Slug,
  name: z.string().min(1),
  description: z.string().nullable().default(null),
  /** Known to owners and its own people only. */
  secret: z.boolean().default(false),
  members: z.array(Login).default([]),
  repositories: z.array(z.strictObject({ name: RepositoryName, permission: Permission })).default([]),
})
export type TeamDescription = z.infer<typeof TeamDescription>

export const OrganisationDescription = z.strictObject({
  id: Id,
  login: Login,
  name: z.string().min(1),
  description: z.string().nullable().default(null),
  /** What every member may do with every repository of the organisation. */
  basePermission: z.enum(['none', 'read']).default('none'),
  members: z.array(z.strictObject({ login: Login, role: z.enum(['admin', 'member']) })).default([]),
  teams: z.array(TeamDescription).default([]),
  repositories: z.array(RepositoryDescription).default([]),
})
export type OrganisationDescription = z.infer<typeof OrganisationDescription>

export const UserDescription = z.strictObject({
  id: Id,
  login: Login,
  name: z.string().nullable().default(null),
  email: z.email(),
})
export type UserDescription = z.infer<typeof UserDescription>

/** What `organisation.json` in the root folder of a local GitHub holds. Git itself holds the rest. */
export const HostDescription = z.strictObject({
  organisations: z.array(OrganisationDescription),
  users: z.array(UserDescription),
  oauthApps: z
    .array(
      z.strictObject({
        clientId: z.string().min(1),
        clientSecret: z.string().min(1),
        /** Allowed prefixes of redirect_uri; any loopback address when absent. */
        redirectUris: z.array(z.url()).optional(),
      }),
    )
    .default([]),
  apps: z.array(AppDescription).default([]),
  /** Names that repositories once had and that lead to them still. */
  formerNames: z.array(z.strictObject({ owner: Login, name: RepositoryName, repository: Id })).default([]),
  /** Personal tokens that never expire. */
  tokens: z.array(z.strictObject({ token: z.string().min(8), login: Login })).default([]),
})
export type HostDescription = z.infer<typeof HostDescription>
/** The same before defaults are filled in: what a file may say. */
export type HostDescriptionInput = z.input<typeof HostDescription>

/** Parses and cross-checks a description; throws an Error that names the first thing wrong. */
export function parseHostDescription(json: unknown): HostDescription {
  const parsed = HostDescription.safeParse(json)
  if (!parsed.success) throw new Error(`organisation.json: ${z.prettifyError(parsed.error)}`)
  const problem = findProblem(parsed.data)
  if (problem) throw new Error(`organisation.json: ${problem}`)
  return parsed.data
}

function findProblem(description: HostDescription): string | undefined {
  const { organisations, users, tokens } = description
  const people = new Set(users.map(({ login }) => login))
  const owners = [...people, ...organisations.map(({ login }) => login)].map((login) => login.toLowerCase())
  if (new Set(owners).size !== owners.length) return 'two users or organisations share a login'
  const named = tokens.map(({ login }) => login)
  const repositoryIds: number[] = []
  for (const organisation of organisations) {
    const names = new Set(organisation.repositories.map(({ name }) => name))
    named.push(...organisation.members.map(({ login }) => login))
    const members = new Set(organisation.members.map(({ login }) => login))
    for (const team of organisation.teams) {
      const outside = team.members.find((login) => !members.has(login))
      if (outside) return `${outside} is in team ${team.slug} but not in ${organisation.login}`
      const absent = team.repositories.find(({ name }) => !names.has(name))
      if (absent) return `team ${team.slug} names the unknown repository ${absent.name}`
    }
    for (const { id, collaborators } of organisation.repositories) {
      repositoryIds.push(id)
      named.push(...collaborators.map(({ login }) => login))
    }
  }
  if (new Set(repositoryIds).size !== repositoryIds.length) return 'two repositories share an id'
  const stranger = named.find((login) => !people.has(login))
  return stranger ? `${stranger} is named but is not among the users` : findAppProblem(description)
}
