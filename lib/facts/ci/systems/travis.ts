import { type Document, listAt, scalarText, textAt, textsAt, valueAt } from '../../document'
import { parseYaml } from '../../yaml'
import { directoryAfter } from '../directory'
import { type JobBuilder, PipelineBuilder, type PipelineReading, type SystemInput, textLine } from '../pipeline'

const PATH = '.travis.yml'
const PHASES = ['before_install', 'install', 'before_script', 'script', 'after_success', 'before_deploy']

/** Travis CI. Its `.org` service ended in 2021: a badge that points there, or settings only it knew, mean a dead pipeline. */
export function readTravis({ files, expander, cut }: SystemInput): readonly PipelineReading[] {
  const text = files.text(PATH)
  if (text === null) {
    if (files.has(PATH)) cut.add(PATH)
    return []
  }
  const document = parseYaml(text)
  const lines = text.split('\n')
  const builder = new PipelineBuilder('travis', PATH, 'Travis CI', expander)
  builder.trigger('push', 1)
  builder.trigger('pull_request', 1)
  builder.judge(document)
  const reason = deadReason(
    files.all.filter(({ path }) => /^readme[^/]*$/i.test(path)).map(({ path }) => files.text(path) ?? ''),
    document,
  )
  if (reason) builder.markDead(reason)
  readPhases(document, lines, [], builder.job('build', { env: environments(document)[0] ?? {} }))
  for (const env of builder.first(environments(document), 20).slice(1))
    readPhases(document, lines, [], builder.job('build', { env }))
  for (const key of ['jobs', 'matrix']) {
    for (const [index, job] of builder.first(listAt(document.value, key, 'include'), 50).entries()) {
      const name = textAt(job, 'name') ?? textAt(job, 'stage') ?? `build ${index + 1}`
      readPhases(document, lines, [key, 'include', index], builder.job(name, { env: assignments(textsAt(job, 'env')) }))
    }
  }
  if (valueAt(document.value, 'deploy') !== undefined) {
    const provider =
      textAt(document.value, 'deploy', 'provider') ?? textAt(listAt(document.value, 'deploy')[0], 'provider') ?? ''
    builder
      .job('deploy', { onChange: false })
      .action(`travis-deploy:${provider}`, {}, { line: document.lineOf(['deploy']) ?? 1 })
  }
  return [builder.finish()]
}

function readPhases(
  document: Document,
  lines: readonly string[],
  at: readonly (string | number)[],
  job: JobBuilder,
): void {
  // One shell runs all phases; a job takes over those that it does not give itself.
  let directory: string | null = ''
  for (const phase of PHASES) {
    const own = valueAt(document.value, ...at, phase)
    const value = own ?? valueAt(document.value, phase)
    const canFail = phase !== 'after_success'
    const texts = typeof value === 'string' ? [value] : Array.isArray(value) ? value : []
    for (const [index, text] of texts.entries()) {
      if (typeof text !== 'string') continue
      const place = typeof value === 'string' ? [...at, phase] : [...at, phase, index]
      if (own !== undefined)
        job.script(text, { line: textLine(lines, document, place), name: phase, canFail, directory })
      directory = directoryAfter(text, directory)
    }
  }
}

/** `env: [TOXENV=py38, TOXENV=lint]` or its `jobs`/`matrix` list: one set each. */
function environments(document: Document): Record<string, string>[] {
  const lists = [['env'], ['env', 'jobs'], ['env', 'matrix']]
    .map((at) => textsAt(document.value, ...at))
    .find((list) => list.length > 0)
  return (lists ?? []).map((text) => assignments([text]))
}

function assignments(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.flatMap((text) =>
      [...text.slice(0, 500).matchAll(/\b[a-z\d]*([A-Z_]\w*)=("[^"]*"|\S+)/g)].map((match) => [
        match[1] ?? '',
        (match[2] ?? '').replaceAll('"', ''),
      ]),
    ),
  )
}

function deadReason(readmes: readonly string[], document: Document): string | null {
  if (readmes.some((text) => /travis-ci\.org/.test(text)) && !readmes.some((text) => /travis-ci\.com/.test(text))) {
    return 'It ran on travis-ci.org, which ended in 2021.'
  }
  const listed = valueAt(document.value, 'python')
  const versions = (Array.isArray(listed) ? listed : listed === undefined ? [] : [listed]).map(scalarText)
  const old = versions.length > 0 && versions.every((version) => /^(?:[12]\.|3\.[0-5]$|pypy$)/.test(version))
  return old ? `It only tests Python ${versions.join(', ')}, which ended long ago.` : null
}
