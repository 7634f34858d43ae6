import { z } from 'zod'
import { CampaignProgress, Campaigns } from './contract/campaign'
import { Characteristics, Standings } from './contract/characteristic'
import { listOf } from './contract/named'
import { OrganisationSummary, Organisations } from './contract/organisation'
import { History, Repositories, Repository } from './contract/repository'
import { Team, Teams } from './contract/team'
import { Weights } from './contract/values'
import { Waivers } from './contract/waiver'
import {
  AUDIT_LOG_FILTERS,
  NO_PARAMETERS,
  ORGANISATION_EXPORT,
  REPOSITORY_EXPORT,
  REPOSITORY_LIST,
  STANDINGS_EXPORT,
  STANDINGS_LIST,
  TEAM_EXPORT,
  TREND,
  WAIVERS_FILTERS,
  WAIVERS_LIST,
} from './parameters'

/** One address of the API: what it takes and what it answers. */
export interface Operation<
  Path extends string = string,
  Query extends z.ZodObject = z.ZodObject,
  Answer extends z.ZodType = z.ZodType,
> {
  /** Below /api/v1, with its parts in braces. */
  readonly path: Path
  readonly group: 'Organisations' | 'Repositories' | 'Teams' | 'Characteristics' | 'Waivers' | 'Campaigns'
  readonly summary: string
  readonly query: Query
  readonly answer: Answer
  /** Answers with `Link` headers to the pages around it. */
  readonly isPaged?: boolean
  /** Answers with a table as a file instead: these, each as CSV and as JSON. */
  readonly tables?: readonly string[]
}

function operation<const Path extends string, Query extends z.ZodObject, Answer extends z.ZodType>(
  given: Operation<Path, Query, Answer>,
): Operation<Path, Query, Answer> {
  return given
}

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()])
const Rows = listOf(z.record(z.string(), Cell))

/** Every address of the API, by the name of its operation. */
export const OPERATIONS = {
  listOrganisations: operation({
    path: '/orgs',
    group: 'Organisations',
    summary: 'Organisations into which you may look',
    query: NO_PARAMETERS,
    answer: Organisations,
  }),
  getOrganisation: operation({
    path: '/orgs/{org}',
    group: 'Organisations',
    summary: 'The scorecard of an organisation',
    query: TREND,
    answer: OrganisationSummary,
  }),
  getWeights: operation({
    path: '/orgs/{org}/weights',
    group: 'Organisations',
    summary: 'The weights of the characteristics, as a file for `airworthy audit --weights`',
    query: NO_PARAMETERS,
    answer: Weights,
  }),
  exportOrganisation: operation({
    path: '/orgs/{org}/exports/{file}',
    group: 'Organisations',
    summary: 'A table of an organisation as a file; repositories and verdicts take the filters of their list',
    query: ORGANISATION_EXPORT,
    answer: Rows,
    tables: [
      'repositories',
      'verdicts',
      'teams',
      'characteristics',
      'changes',
      'movers',
      'fixes',
      'distribution',
      'trend',
      'deliveries',
    ],
  }),
  listRepositories: operation({
    path: '/orgs/{org}/repositories',
    group: 'Repositories',
    summary: 'Repositories with their scores, filtered and sorted as on the scorecard',
    query: REPOSITORY_LIST,
    answer: Repositories,
    isPaged: true,
  }),
  getRepository: operation({
    path: '/orgs/{org}/repositories/{name}',
    group: 'Repositories',
    summary: 'A repository with its latest audit: verdicts, evidence and fixes',
    query: NO_PARAMETERS,
    answer: Repository,
  }),
  getRepositoryHistory: operation({
    path: '/orgs/{org}/repositories/{name}/history',
    group: 'Repositories',
    summary: 'Twelve months of a repository, and what changed through which commit',
    query: NO_PARAMETERS,
    answer: History,
  }),
  exportRepository: operation({
    path: '/orgs/{org}/repositories/{name}/exports/{file}',
    group: 'Repositories',
    summary:
      'A table of a repository as a file; characteristics take a verdict and a project, a comparison two commits',
    query: REPOSITORY_EXPORT,
    answer: Rows,
    tables: ['characteristics', 'history', 'projects', 'files', 'comparison'],
  }),
  listTeams: operation({
    path: '/orgs/{org}/teams',
    group: 'Teams',
    summary: 'Teams with their scores and trends',
    query: TREND,
    answer: Teams,
  }),
  getTeam: operation({
    path: '/orgs/{org}/teams/{slug}',
    group: 'Teams',
    summary: 'A team with its trends and what changed in its repositories',
    query: TREND,
    answer: Team,
  }),
  exportTeam: operation({
    path: '/orgs/{org}/teams/{slug}/exports/{file}',
    group: 'Teams',
    summary: 'A table of a team as a file; its repositories are those of the organisation with ?team=',
    query: TEAM_EXPORT,
    answer: Rows,
    tables: ['changes', 'trend'],
  }),
  listCharacteristics: operation({
    path: '/orgs/{org}/characteristics',
    group: 'Characteristics',
    summary: 'The 20 characteristics and how many repositories stand where',
    query: NO_PARAMETERS,
    answer: Characteristics,
  }),
  getCharacteristic: operation({
    path: '/orgs/{org}/characteristics/{id}',
    group: 'Characteristics',
    summary: 'One characteristic: its adoption over time, and each repository’s verdict',
    query: STANDINGS_LIST,
    answer: Standings,
    isPaged: true,
  }),
  exportCharacteristic: operation({
    path: '/orgs/{org}/characteristics/{id}/exports/{file}',
    group: 'Characteristics',
    summary: 'The verdicts of one characteristic as a file, or how teams and kinds stand to it, today or over time',
    query: STANDINGS_EXPORT,
    answer: Rows,
    tables: ['repositories', 'teams', 'kinds', 'trend', 'teamtrends', 'kindtrends'],
  }),
  exportAuditLog: operation({
    path: '/orgs/{org}/settings/log/exports/{file}',
    group: 'Organisations',
    summary: 'Who changed what of an organisation as a file, the newest first; for its owners',
    query: AUDIT_LOG_FILTERS,
    answer: Rows,
    tables: ['changes'],
  }),
  listWaivers: operation({
    path: '/orgs/{org}/waivers',
    group: 'Waivers',
    summary: 'Gaps that somebody waived, in all repositories',
    query: WAIVERS_LIST,
    answer: Waivers,
    isPaged: true,
  }),
  exportWaivers: operation({
    path: '/orgs/{org}/waivers/exports/{file}',
    group: 'Waivers',
    summary: 'The same list as a file',
    query: WAIVERS_FILTERS,
    answer: Rows,
    tables: ['waivers'],
  }),
  listCampaigns: operation({
    path: '/orgs/{org}/campaigns',
    group: 'Campaigns',
    summary: 'Campaigns that go on, with how far each is, and those that ended',
    query: NO_PARAMETERS,
    answer: Campaigns,
  }),
  getCampaign: operation({
    path: '/orgs/{org}/campaigns/{id}',
    group: 'Campaigns',
    summary: 'One campaign with its progress: today, by team and over time',
    query: NO_PARAMETERS,
    answer: CampaignProgress,
  }),
  exportCampaign: operation({
    path: '/orgs/{org}/campaigns/{id}/exports/{file}',
    group: 'Campaigns',
    summary:
      'Who is left in a campaign as a file, how far each team is, or its burn-up; a repository of two teams has a row for each',
    query: NO_PARAMETERS,
    answer: Rows,
    tables: ['left', 'teams', 'burnup'],
  }),
}

/** The names between the braces of a path. */
export type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never
