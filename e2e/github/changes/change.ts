import { z } from 'zod'
import { AppPermissions } from '../apps/app-description'
import { isPlainRef } from '../git/refs'
import { Id, Login, RepositoryName, Slug } from '../names'
import { Permission } from '../organisation'

const Branch = z.string().refine(isPlainRef, 'not a branch name')
/** Login of the person who does it; an owner of the organisation when absent. */
const By = { sender: Login.optional() }
const Inside = { owner: Login, ...By }
const InRepository = { owner: Login, repo: RepositoryName, ...By }
const InTeam = { owner: Login, team: Slug, ...By }
const OfInstallation = { installation: Id, ...By }

function change<N extends string, S extends z.ZodRawShape>(name: N, shape: S) {
  return z.strictObject({ change: z.literal(name), ...shape })
}

/** Everything that can happen to an organisation; what Apps are told follows from it. */
export const OrganisationChange = z.discriminatedUnion('change', [
  change('create-repository', {
    ...InRepository,
    id: Id.optional(),
    private: z.boolean().default(false),
    fork: z.boolean().default(false),
    description: z.string().nullable().default(null),
    language: z.string().nullable().default(null),
    topics: z.array(z.string()).default([]),
    defaultBranch: Branch.default('main'),
  }),
  change('delete-repository', InRepository),
  change('rename-repository', { ...InRepository, name: RepositoryName }),
  change('transfer-repository', { ...InRepository, to: Login }),
  change('archive-repository', InRepository),
  change('unarchive-repository', InRepository),
  change('set-visibility', { ...InRepository, private: z.boolean() }),
  change('set-default-branch', { ...InRepository, branch: Branch }),
  change('create-branch', { ...InRepository, branch: Branch, from: Branch.optional() }),
  change('delete-branch', { ...InRepository, branch: Branch }),
  change('add-collaborator', { ...InRepository, login: Login, permission: Permission.default('pull') }),
  change('remove-collaborator', { ...InRepository, login: Login }),

  change('add-person', {
    login: Login,
    id: Id.optional(),
    name: z.string().nullable().default(null),
    email: z.email(),
  }),
  change('rename-organisation', { ...Inside, login: Login }),
  change('set-base-permission', { ...Inside, permission: z.enum(['none', 'read']) }),
  change('add-member', { ...Inside, login: Login, role: z.enum(['admin', 'member']).default('member') }),
  change('set-member-role', { ...Inside, login: Login, role: z.enum(['admin', 'member']) }),
  change('remove-member', { ...Inside, login: Login }),

  change('create-team', {
    ...InTeam,
    id: Id.optional(),
    name: z.string().min(1),
    description: z.string().nullable().default(null),
    secret: z.boolean().default(false),
  }),
  change('edit-team', { ...InTeam, name: z.string().min(1).optional(), description: z.string().nullable().optional() }),
  change('delete-team', InTeam),
  change('add-team-member', { ...InTeam, login: Login }),
  change('remove-team-member', { ...InTeam, login: Login }),
  change('grant-team-repository', { ...InTeam, repo: RepositoryName, permission: Permission.default('pull') }),
  change('revoke-team-repository', { ...InTeam, repo: RepositoryName }),

  change('install-app', {
    ...Inside,
    app: Slug,
    installation: Id.optional(),
    repositories: z.union([z.literal('all'), z.array(RepositoryName)]).default('all'),
    permissions: AppPermissions.optional(),
  }),
  change('uninstall-app', OfInstallation),
  change('suspend-installation', OfInstallation),
  change('unsuspend-installation', OfInstallation),
  change('add-installation-repositories', { ...OfInstallation, repositories: z.array(RepositoryName) }),
  change('remove-installation-repositories', { ...OfInstallation, repositories: z.array(RepositoryName) }),
  change('select-all-repositories', OfInstallation),
  change('set-installation-permissions', { ...OfInstallation, permissions: AppPermissions }),
  change('revoke-authorisation', { app: Slug, login: Login }),
])
export type OrganisationChange = z.infer<typeof OrganisationChange>
/** The same before defaults are filled in. */
export type OrganisationChangeInput = z.input<typeof OrganisationChange>

export type ChangeNamed<N extends OrganisationChange['change']> = Extract<OrganisationChange, { change: N }>

/** What a change made, such as the id of a new thing. */
export type ChangeResult = Record<string, unknown>
