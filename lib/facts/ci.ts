import { Called } from './ci/called'
import { brokenScripts } from './ci/console-scripts'
import { deploymentOf, deploymentOfAction } from './ci/deployments'
import { Expander } from './ci/expander'
import type { PipelineReading } from './ci/pipeline'
import { isOfProject, pipelineFor, stepsFor } from './ci/project'
import { findRuns } from './ci/runs'
import { Sources } from './ci/sources'
import { readAzure } from './ci/systems/azure'
import { readCircle } from './ci/systems/circleci'
import { readGithubActions } from './ci/systems/github'
import { readGitlab } from './ci/systems/gitlab'
import { readJenkins } from './ci/systems/jenkins'
import { readOtherSystems } from './ci/systems/others'
import { readTaskcluster } from './ci/systems/taskcluster'
import { readTravis } from './ci/systems/travis'
import type { FactInput, RepositoryScope } from './fact-input'
import type { CiFact, CiStep, Evidence, ToolRun } from './facts'
import { readPreCommit } from './tools/pre-commit'

const SYSTEMS = [
  readGithubActions,
  readGitlab,
  readCircle,
  readAzure,
  readJenkins,
  readTravis,
  readTaskcluster,
  readOtherSystems,
]

/** Pipelines, what they run after following task runners and scripts, and what they release or deploy. */
export function readCi({ facts, project, repository }: FactInput): CiFact {
  if (repository) return projectPipelines(project.path, repository)
  const { files, python, dependencies } = facts
  const expander = new Expander(files, python, brokenScripts(dependencies.scripts, files))
  const cut = new Set<string>()
  const input = { files, python, expander, sources: new Sources(files, cut), called: new Called(), cut }
  const readings = SYSTEMS.flatMap((read) => read(input))
  const steps = readings.filter(({ pipeline }) => pipeline.dead === null).flatMap((reading) => reading.steps)
  const asleep = readings.filter(({ pipeline }) => pipeline.dead !== null).flatMap((reading) => reading.steps)
  const remote = readings.flatMap((reading) => reading.remote)
  return {
    pipelines: readings.map((reading) => reading.pipeline),
    steps,
    runs: [...findRuns(steps, readPreCommit(files, project.path), expander), ...templateRuns(readings)],
    dormant: findRuns(asleep, null, expander),
    deployments: deploymentsOf(steps),
    remote,
    cut: [...new Set([...readings.filter(({ isCut }) => isCut).map(({ pipeline }) => pipeline.path), ...cut])],
  }
}

/** What the repository's pipelines do for one of its projects. */
function projectPipelines(project: string, { facts, projects }: RepositoryScope): CiFact {
  const { ci, files, python } = facts
  const steps = stepsFor(project, projects, ci.steps)
  const expander = new Expander(files, python)
  const templates = ci.runs.filter((run) => run.tool.startsWith('gitlab-'))
  return {
    ...ci,
    pipelines: ci.pipelines
      .filter((pipeline) => isOfProject(project, pipeline))
      .map((pipeline) => pipelineFor(project, projects, pipeline)),
    steps,
    runs: [...findRuns(steps, readPreCommit(files, project), expander), ...templates],
    deployments: deploymentsOf(steps),
  }
}

/** GitLab's own templates are known by name. */
function templateRuns(readings: readonly PipelineReading[]): ToolRun[] {
  const known: readonly (readonly [pattern: RegExp, tool: string])[] = [
    [/SAST/, 'gitlab-sast'],
    [/Dependency-Scanning|dependency-scanning/, 'gitlab-dependency-scanning'],
    [/Container-Scanning|container-scanning/, 'gitlab-container-scanning'],
    [/Secret-Detection|secret-detection/, 'gitlab-secret-detection'],
  ]
  return readings
    .filter(({ pipeline }) => pipeline.system === 'gitlab-ci')
    .flatMap(({ remote, pipeline }) =>
      remote.flatMap((evidence) => {
        const tool = /template|component/.test(evidence.note)
          ? known.find(([pattern]) => pattern.test(evidence.note))?.[1]
          : undefined
        return tool
          ? [{ tool, where: 'ci' as const, canFail: true, checks: true, onChange: pipeline.onChange, evidence }]
          : []
      }),
    )
}

function deploymentsOf(steps: readonly CiStep[]): readonly Evidence[] {
  const found = steps.flatMap(deployments)
  return [...new Map(found.map((each) => [`${each.path}:${each.line} ${each.note}`, each])).values()]
}

function deployments(step: CiStep): Evidence[] {
  const what =
    step.uses === null
      ? deploymentOf(step.command)
      : (deploymentOfAction(step.uses, step.inputs) ?? (step.uses.startsWith('travis-deploy:') ? 'deploys' : null))
  if (what === null) return []
  const shown = (step.uses ?? step.command.slice(0, 8).join(' ')).slice(0, 100)
  return [{ path: step.path, line: step.line, note: `\`${shown}\` ${what} in job ${step.job.slice(0, 60)}.` }]
}
