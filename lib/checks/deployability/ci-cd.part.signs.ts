import type { Evidence, FilesFact } from '@/lib/facts/facts'

const OTHER_SYSTEMS: readonly (readonly [pattern: RegExp, note: string])[] = [
  [/^\.(?:zuul|prow)\.ya?ml$|^zuul\.d\//, 'A pipeline of its own system is kept here.'],
  [
    /^\.teamcity\/|^\.tekton\/|^\.earthly\/|^Earthfile$|^dagger\.json$|^codefresh\.ya?ml$|^\.scrutinizer\.ya?ml$/,
    'A pipeline of another system is kept here.',
  ],
]
const FILES: readonly (readonly [pattern: RegExp, note: string])[] = [
  ...OTHER_SYSTEMS,
  [/^\.?(?:codecov|coveralls)\.ya?ml$/, 'Coverage is reported to a service by some pipeline.'],
  [/^\.?ci\/[\w./-]+$/, 'Scripts for a pipeline are kept here.'],
]
const BADGE =
  /https?:\/\/[^\s)"']{0,200}(?:jenkins|teamcity|concourse|buildkite\.com|circleci\.com|dev\.azure\.com|app\.codeship|semaphoreci|gitlab[\w.]*\/[^\s)"']{0,100}\/badges\/[\w./-]+\/pipeline)[^\s)"']{0,200}/i

const SYSTEMS =
  'Concourse|Jenkins|TeamCity|GoCD|Spinnaker|Argo ?CD|Buildkite|Bamboo|CodePipeline|CodeBuild|Cloud Build|Azure DevOps|Azure Pipelines|CircleCI|Semaphore CI|Travis(?: CI)?|Drone CI'
/** Pages for those who change the repository: what they say of a pipeline is said of its own. */
const PAGES =
  /(?:^|\/)pull_request_template(?:\/[^/]+)?\.(?:md|txt)$|^(?:\.github\/|docs\/)?(?:contributing|development|deploy\w*|releas\w*|ci|cd)\.(?:md|rst)$/i
const NAMED = new RegExp(`\\b(?:${SYSTEMS})\\b`)
const DEPLOYED =
  /\b(?:deployed|released|published) automatically\b|\bautomatically (?:deployed|released|published|deploys)\b|\bcontinuous(?:ly)? deploy/i
/** Of a README only a sentence about what happens to this project. */
const DONE_BY = new RegExp(
  `\\b(?:deploy(?:ed|s|ment)?|built|builds?|tested|released|pipelines?|CI(?:\\/CD)?)\\b[^.]{0,60}\\b(?:by|with|via|on|in|through|using|:)[^.]{0,40}\\b(?:${SYSTEMS})\\b`,
)

/** Pipelines of systems whose files are not read. */
export function pipelinesUnread(files: FilesFact): readonly Evidence[] {
  return files.all.flatMap(({ path }) => {
    const sign = OTHER_SYSTEMS.find(([pattern]) => pattern.test(path))
    return sign ? [{ path, line: 1, note: sign[1] }] : []
  })
}

/** What suggests that changes are tested by a pipeline which is not in this repository. */
export function signsElsewhere(files: FilesFact): readonly Evidence[] {
  const found: Evidence[] = []
  for (const { path } of files.all) {
    const sign = FILES.find(([pattern]) => pattern.test(path))
    if (sign) found.push({ path, line: 1, note: sign[1] })
    if (/^readme(?:\.\w+)?$/i.test(path)) {
      found.push(
        ...firstLine(files, path, [BADGE], 'The README shows the badge of a pipeline that is kept elsewhere.'),
        ...firstLine(files, path, [DONE_BY], 'The README names the system that builds or deploys it.'),
      )
    }
    if (PAGES.test(path))
      found.push(...firstLine(files, path, [NAMED, DEPLOYED], 'A page for contributors tells of a pipeline.'))
    if (/^Dockerfile[\w.-]*$/.test(path)) {
      const lines = (files.text(path) ?? '').slice(0, 50_000).split('\n')
      const at = lines.findIndex((line) => /^FROM\s.+\sAS\s+[\w-]*(?:ci|tests?)[\w-]*\s*$/i.test(line))
      if (at >= 0) found.push({ path, line: at + 1, note: 'A stage of the image runs tests for some pipeline.' })
    }
  }
  if (found.length > 0)
    found.push(...firstLine(files, 'Makefile', [/^(?=[\w-]*deploy)[\w-]+\s*:(?!=)/], 'A target for deployment.'))
  return found.slice(0, 6)
}

function firstLine(files: FilesFact, path: string, patterns: readonly RegExp[], note: string): readonly Evidence[] {
  const lines = (files.text(path) ?? '').slice(0, 20_000).split('\n')
  const at = lines.findIndex((line) => patterns.some((pattern) => pattern.test(line.slice(0, 1_000))))
  return at < 0 ? [] : [{ path, line: at + 1, note }]
}

const RELEASE_FILE = /^(?:(?:bin|scripts?|tools?|dev)\/)?(?:release|publish|upload)[\w-]*(?:\.(?:py|sh))?$/
const PUBLISHES =
  /\btwine\s+upload\b|\b(?:flit|poetry|uv|hatch|pdm)\s+publish\b|setup\.py\s.{0,80}\bupload\b|\bgh\s+release\s+create\b|['"]twine['"],\s*['"]upload['"]/
/** `python setup.py publish`, written into setup.py. */
const SHORTCUT = /\b(?:system|run|call|check_call)\(.{0,120}\btwine upload\b/

/** A script of its own that a person runs to publish the project. */
export function releaseByHand(files: FilesFact): Evidence | null {
  for (const { path } of files.all) {
    if (path === 'setup.py') {
      const [shortcut] = firstLine(files, path, [SHORTCUT], 'Uploads the package by hand, and no pipeline does.')
      if (shortcut) return shortcut
    }
    if (!RELEASE_FILE.test(path)) continue
    const [found] = firstLine(files, path, [PUBLISHES], 'Publishes the project, and no pipeline runs it.')
    if (found) return found
  }
  return null
}
