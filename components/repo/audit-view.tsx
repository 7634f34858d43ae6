import { BadgePanel } from '@/components/badge/badge-panel'
import { exportPath, repositoryPath } from '@/components/ui/paths'
import { WaiversPanel } from '@/components/waiver/waivers-panel'
import type { CharacteristicId } from '@/lib/checks/rubric'
import type { listGapIssues } from '@/lib/data/gap-previews'
import type { RepositoryAudit, RepositoryDetail } from '@/lib/data/repository'
import type { ScoreChange } from '@/lib/data/repository-history'
import type { RepositoryWaivers } from '@/lib/data/waivers'
import { CharacteristicList } from './characteristic-list'
import { FilesPanel } from './files-panel'
import { HistoryPanel } from './history-panel'
import { KindCorrection } from './kind-correction'
import { KindPanel } from './kind-panel'
import { NextFixes } from './next-fixes'
import { OverridePanel } from './override-panel'
import { ProjectsPanel } from './projects-panel'
import { PullRequestsPanel } from './pull-requests-panel'
import { ReadyLine } from './ready-line'
import { type RepositoryQuery, repositorySearch } from './repository-query'
import { ScorePanel } from './score-panel'
import { SignalsPanel } from './signals-panel'

/** Everything that an audit says, of the repository or of one of its projects. */
export function RepositoryAuditView({
  repository,
  audit,
  query,
  issues,
  waivers,
  changes,
}: {
  readonly repository: RepositoryDetail
  readonly audit: RepositoryAudit
  readonly query: RepositoryQuery
  readonly issues: Awaited<ReturnType<typeof listGapIssues>>
  readonly waivers: RepositoryWaivers
  /** How far the score of the whole repository came. */
  readonly changes: readonly ScoreChange[]
}) {
  const { org, name, githubUrl } = repository
  const project = audit.projects.length > 1 ? audit.projects.find(({ path }) => path === query.project) : undefined
  const place = { githubUrl, commit: audit.commit, excerpts: audit.excerpts }
  const shown = project ?? audit
  const asked = { ...query, project: project?.path ?? null }
  const waived = waivers.active.map(({ characteristic }) => ({ id: characteristic }))
  const search = [...new URLSearchParams(repositorySearch(asked, { fixes: [] }))]
  const href = (changes: Partial<RepositoryQuery>) => `${repositoryPath(org, name)}${repositorySearch(asked, changes)}`
  return (
    <>
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.6fr)]">
        <ScorePanel
          repository={repository}
          audit={audit}
          changes={project ? [] : changes}
          waived={waived}
          ready={<ReadyLine audit={audit} bar={repository.readyBar} />}
          unknownHref={`${href({ verdict: 'unknown' })}#characteristics`}
          shown={{ ...shown, title: project ? `Score of ${project.path || 'the root project'}` : 'Score' }}
        />
        <NextFixes
          key={project?.path ?? ''}
          results={shown.results}
          score={shown.score}
          waived={waived}
          ticked={query.fixes}
          bar={project ? null : repository.readyBar}
          path={repositoryPath(org, name)}
          search={search}
          href={href({ verdict: null })}
        />
      </div>
      <HistoryPanel
        org={org}
        name={name}
        githubUrl={githubUrl}
        pageHref={href({ verdict: null })}
        range={query.range}
        problem={query.rangeProblem}
        href={(range) => `${href({ range })}#history`}
      />
      {audit.projects.length > 1 && (
        <ProjectsPanel
          files={exportPath(repositoryPath(org, name), 'projects')}
          projects={audit.projects}
          chosen={project?.path ?? null}
          href={(path) => href({ project: path, fixes: [] })}
        />
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <CharacteristicList
          repository={{ org, name, isArchived: repository.isArchived }}
          issues={issues}
          gaps={gapsOf(audit)}
          waivers={waivers}
          results={shown.results}
          verdict={query.verdict}
          place={place}
          override={shown.override}
          hasOwnWeights={audit.hasOwnWeights}
          href={(verdict) => href({ verdict })}
        />
        <div className="grid min-w-0 gap-4">
          <KindPanel
            kind={shown.kind}
            reason={shown.kindReason}
            evidence={project ? [] : audit.kindEvidence}
            place={place}
          >
            {audit.projects.length > 1 && !project && (
              <p className="mt-3 border-t pt-3 text-sm">
                Kind not right? Each project has its own: choose one under{' '}
                <a href="#projects" className="link">
                  Projects
                </a>
                .
              </p>
            )}
            {!repository.isArchived && (audit.projects.length <= 1 || project) && (
              <KindCorrection
                kind={shown.kind}
                folder={project?.path ?? ''}
                overridePath={shown.override?.path ?? null}
                githubUrl={githubUrl}
                branch={repository.defaultBranch}
              />
            )}
          </KindPanel>
          {shown.override && (
            <OverridePanel
              override={shown.override}
              results={shown.results}
              place={place}
              href={href({ verdict: null })}
            />
          )}
          <WaiversPanel org={org} name={name} waivers={waivers} />
          <PullRequestsPanel org={org} name={name} />
          <SignalsPanel org={org} name={name} />
          <FilesPanel org={org} name={name} audit={audit} />
          <BadgePanel org={org} name={name} />
        </div>
      </div>
    </>
  )
}

function gapsOf({ results }: RepositoryAudit): ReadonlySet<CharacteristicId> {
  return new Set(results.filter(({ verdict }) => verdict === 'fail' || verdict === 'partial').map(({ id }) => id))
}
