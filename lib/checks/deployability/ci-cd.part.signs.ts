import type { Evidence, FilesFact } from '@/lib/facts/facts'

const FILES: readonly (readonly [pattern: RegExp, note: string])[] = [
  [/^\.(?:taskcluster|zuul|prow)\.ya?ml$|^zuul\.d\//, 'A pipeline of its own system is kept here.'],
  [/^\.?(?:codecov|coveralls)\.ya?ml$/, 'Coverage is reported to a service by some pipeline.'],
  [
    /^\.teamcity\/|^\.tekton\/|^\.earthly\/|^Earthfile$|^dagger\.json$|^codefresh\.ya?ml$|^\.scrutinizer\.ya?ml$/,
    'A pipeline of another system is kept here.',
  ],
  [/^\.?ci\/[\w./-]+$/, 'Scripts for a pipeline are kept here.'],
]
const BADGE =
  /https?:\/\/[^\s)"']{0,200}(?:jenkins|teamcity|concourse|buildkite\.com|circleci\.com|dev\.azure\.com|app\.codeship|semaphoreci|gitlab[\w.]*\/[^\s)"']{0,100}\/badges\/[\w./-]+\/pipeline)[^\s)"']{0,200}/i

/** What suggests that changes are tested by a pipeline which is not in this repository. */
export function signsElsewhere(files: FilesFact): readonly Evidence[] {
  const found: Evidence[] = []
  for (const { path } of files.all) {
    const sign = FILES.find(([pattern]) => pattern.test(path))
    if (sign) found.push({ path, line: 1, note: sign[1] })
    if (/^readme(?:\.\w+)?$/i.test(path)) {
      const lines = (files.text(path) ?? '').slice(0, 20_000).split('\n')
      const at = lines.findIndex((line) => BADGE.test(line))
      if (at >= 0)
        found.push({ path, line: at + 1, note: 'The README shows the badge of a pipeline that is kept elsewhere.' })
    }
    if (/^Dockerfile[\w.-]*$/.test(path)) {
      const lines = (files.text(path) ?? '').slice(0, 50_000).split('\n')
      const at = lines.findIndex((line) => /^FROM\s.+\sAS\s+[\w-]*(?:ci|tests?)[\w-]*\s*$/i.test(line))
      if (at >= 0) found.push({ path, line: at + 1, note: 'A stage of the image runs tests for some pipeline.' })
    }
  }
  return found.slice(0, 6)
}
