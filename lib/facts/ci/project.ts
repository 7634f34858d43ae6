import type { CiPipeline, CiStep } from '../facts'
import { ownerOf, within } from '../project-folders'

/** Of the steps of a repository's pipelines those that may be for this project: not the ones that work in another's folder. */
export function stepsFor(project: string, projects: readonly string[], steps: readonly CiStep[]): readonly CiStep[] {
  const others = projects.filter((other) => other !== '' && other !== project)
  const isElsewhere = (path: string) =>
    ownerOf(path, projects) !== project && others.some((other) => within(path, other))
  return steps.filter(({ directory, command }) => {
    if (directory !== '') return !isElsewhere(directory)
    const paths = command.slice(1).map((word) => word.replace(/^\.\//, '').replace(/\/$/, ''))
    return !paths.some(isElsewhere) || (project !== '' && paths.some((path) => within(path, project)))
  })
}

/** A file that another project's step misses is not this one's fault. */
export function pipelineFor(project: string, projects: readonly string[], pipeline: CiPipeline): CiPipeline {
  const missing = pipeline.missing.filter(({ target }) => {
    const owner = ownerOf(target, projects)
    return owner === '' || owner === null || owner === project
  })
  return { ...pipeline, missing }
}

/** A pipeline that lies in one project's folder, where nothing runs it, is none of the others'. */
export function isOfProject(project: string, { path }: CiPipeline): boolean {
  const folder = /^(.+)\/\.github\/workflows\/[^/]+$/.exec(path)?.[1]
  return folder === undefined || project === '' || within(project, folder) || within(folder, project)
}
