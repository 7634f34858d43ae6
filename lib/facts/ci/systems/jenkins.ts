import { baseName } from '../../paths'
import { enterDirectory } from '../directory'
import { type JobBuilder, PipelineBuilder, type PipelineReading, type SystemInput } from '../pipeline'

const MAX_TEXT = 300_000
const MAX_FILES = 20
const MAX_NESTED = 5
/** Longer blocks are taken to end here. */
const MAX_BLOCK = 20_000

/** Jenkinsfiles, read by their `stage`, `sh` and `bat` steps. Their triggers are kept in Jenkins: taken to run on changes. */
export function readJenkins({ files, expander, cut }: SystemInput): readonly PipelineReading[] {
  const all = files.all.filter(
    ({ path, role }) =>
      /^Jenkinsfile(?:[._-][\w.-]+)?$|^[\w-]+\.[jJ]enkinsfile$/.test(baseName(path)) &&
      role !== 'test' &&
      role !== 'fixture',
  )
  for (const { path } of all.slice(MAX_FILES)) cut.add(path)
  return all.slice(0, MAX_FILES).map(({ path }) => {
    const builder = new PipelineBuilder('jenkins', path, 'Jenkins', expander)
    const whole = files.text(path)
    if (whole === null || whole.length > MAX_TEXT) builder.cut()
    const text = (whole ?? '').slice(0, MAX_TEXT)
    builder.trigger(/triggers\s*\{\s*cron/.test(text) && !/pollSCM|githubPush/.test(text) ? 'schedule' : 'push', 1)
    readSteps(withoutComments(text), builder)
    return builder.finish()
  })
}

const TOKEN =
  /stage\s*\(\s*(['"])([^'"\n]{1,200})\1\s*\)|\bdir\s*\(\s*['"]([^'"\n]{1,200})['"]\s*\)|\b(?:sh|bat|powershell)\b\s*(?:\(\s*)?(?:label\s*:\s*['"][^'"\n]*['"]\s*,\s*)?(?:returnStatus\s*:\s*(true|false)\s*,\s*)?(?:script\s*:\s*)?('''|"""|'|")|\bcatchError\b|\bdocker\.build\s*\(|@Library\s*\(\s*['"]([^'"\n]{1,200})/g

function readSteps(text: string, builder: PipelineBuilder): void {
  let job: JobBuilder = builder.job('pipeline')
  let swallowed = -1
  const entered: { readonly end: number; readonly directory: string | null }[] = []
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const line = lineAt(text, match.index)
    while (entered.length > 0 && (entered.at(-1)?.end ?? 0) < match.index) entered.pop()
    const place = entered.at(-1)
    const directory = place === undefined ? '' : place.directory
    if (match[2] !== undefined) {
      job = builder.job(match[2])
      swallowed = -1
    } else if (match[3] !== undefined) {
      const end = endOfBlock(text, TOKEN.lastIndex)
      if (entered.length < MAX_NESTED) entered.push({ end, directory: enterDirectory(directory, match[3]) })
    } else if (match[6] !== undefined) builder.addRemote(line, `Loads the shared library ${match[6]}.`)
    else if (match[0].startsWith('catchError')) swallowed = match.index
    else if (match[0].startsWith('docker.build')) job.script('docker build .', { line, directory })
    else if (match[5] !== undefined) {
      const quote = match[5]
      const start = match.index + match[0].length
      const end = text.indexOf(quote, start)
      if (end < 0) return
      const script = text.slice(start, end)
      const after = text.slice(end + quote.length, end + quote.length + 60)
      const canFail = match[4] !== 'true' && swallowed < 0 && !/^\s*,\s*returnStatus\s*:\s*true/.test(after)
      const leading = script.startsWith('\n') ? 1 : 0
      job.script(script.slice(leading), { line: line + leading, canFail, directory })
      TOKEN.lastIndex = end + quote.length
    }
  }
}

/** Where the block ends that is opened next. */
function endOfBlock(text: string, from: number): number {
  let depth = 0
  const limit = Math.min(text.length, from + MAX_BLOCK)
  for (let at = from; at < limit; at++) {
    if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth <= 0) return at
  }
  return limit
}

/** Blanks whole-line and block comments, keeping every line. */
function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?(?:\*\/|$)/g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/^[ \t]*\/\/.*$/gm, '')
}

function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}
